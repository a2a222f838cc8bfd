package studio.dictation.query.catalog;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/** Owns {@code idx:refined_videos:{channelId}}. */
public final class RefinementProjection {
    private final Changes changes;

    public RefinementProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(RefinementMarked event) {
        var refined = Key.refinedVideos(event.channelId());
        if (event.refined()) {
            changes.rank(refined, event.videoId(), (double) event.occurredAt().toEpochMilli());
        } else {
            changes.unrank(refined, event.videoId());
        }
    }

    @EventHandler
    void on(VideoRemoved event) {
        changes.unrank(Key.refinedVideos(event.channelId()), event.videoId());
    }
}
