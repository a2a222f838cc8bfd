package studio.dictation.query.catalog;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;

/** Owns {@code video:{channelId}:{videoId}} but for its transcript, its subtitles, and the indexes of a channel's videos. */
public final class VideoProjection {
    private final Changes changes;

    public VideoProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(VideoListed event) {
        var listedAt = event.occurredAt().toEpochMilli();
        changed(event.channelId(), event.videoId(), event.occurredAt())
                .set(Field.VIDEO_ID, event.videoId())
                .set(Field.TITLE, event.title())
                .set(Field.LINK, event.link())
                .set(Field.VISIBILITY, event.visibility())
                .set(Field.LISTING, Integer.toString(event.listing()))
                .set(Field.CREATED_AT, Long.toString(listedAt));
        changes.rank(Key.channelVideos(event.channelId()), event.videoId(), (double) listedAt);
        show(event.channelId(), event.videoId(), event.visibility(), event.occurredAt());
    }

    @EventHandler
    void on(VideoRevised event) {
        changed(event.channelId(), event.videoId(), event.occurredAt())
                .set(Field.TITLE, event.title())
                .set(Field.LINK, event.link())
                .set(Field.VISIBILITY, event.visibility());
        show(event.channelId(), event.videoId(), event.visibility(), event.listedAt());
    }

    @EventHandler
    void on(VideoRemoved event) {
        changes.delete(Key.video(event.channelId(), event.videoId()));
        changes.delete(Key.subtitles(event.channelId(), event.videoId()));
        changes.unrank(Key.channelVideos(event.channelId()), event.videoId());
        hide(event.channelId(), event.videoId());
    }

    @EventHandler
    void on(SubtitlesUploaded event) {
        changes.put(Key.subtitles(event.channelId(), event.videoId()), event.text(), null);
    }

    private void show(String channelId, String videoId, String visibility, Instant listedAt) {
        if (Visibility.isPublic(visibility)) {
            changes.rank(Key.publicVideos(channelId), videoId, (double) listedAt.toEpochMilli());
            mirror(channelId, videoId);
        } else {
            hide(channelId, videoId);
        }
    }

    private void hide(String channelId, String videoId) {
        changes.unrank(Key.publicVideos(channelId), videoId);
        mirror(channelId, videoId);
    }

    private void mirror(String channelId, String videoId) {
        changes.mirror(Key.PUBLIC_VIDEOS, Key.PUBLIC_CHANNELS, channelId, Key.publicVideos(channelId), videoId);
    }

    private HashChanges changed(String channelId, String videoId, Instant at) {
        return changes.hash(Key.video(channelId, videoId))
                .set(Field.UPDATED_AT, Long.toString(at.toEpochMilli()));
    }
}
