package studio.dictation.query.progress;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code idx:removed_videos}. Every segment is told of a removed video and writes the same; readers leave out the dictations
 * of what was removed (docs/adr/0007).
 */
public final class RemovedVideosProjection {
    private final Changes changes;

    public RemovedVideosProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(VideoRemoved event) {
        changes.raise(Key.REMOVED_VIDEOS, event.channelId() + ":" + event.videoId(), event.listing());
    }
}
