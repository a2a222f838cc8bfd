package studio.dictation.query.catalog;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/** Owns {@code idx:video_channels:{videoId}}. */
public final class VideoChannelsProjection {
    private final Changes changes;

    public VideoChannelsProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(VideoListed event) {
        changes.add(Key.videoChannels(event.videoId()), event.channelId());
    }

    @EventHandler
    void on(VideoRemoved event) {
        changes.remove(Key.videoChannels(event.videoId()), event.channelId());
    }
}
