package studio.dictation.query.catalog;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.VideoListed;
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
        if (Visibility.isPublic(event.visibility())) {
            changes.rank(Key.publicVideos(event.channelId()), event.videoId(), (double) listedAt);
        }
    }

    @EventHandler
    void on(SubtitlesUploaded event) {
        changes.put(Key.subtitles(event.channelId(), event.videoId()), event.text(), null);
    }

    private HashChanges changed(String channelId, String videoId, Instant at) {
        return changes.hash(Key.video(channelId, videoId))
                .set(Field.UPDATED_AT, Long.toString(at.toEpochMilli()));
    }
}
