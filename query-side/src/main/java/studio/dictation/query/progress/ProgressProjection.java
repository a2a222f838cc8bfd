package studio.dictation.query.progress;

import java.util.UUID;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;

/** Owns {@code {email}:{channelId}:{videoId}} and {@code idx:progress:{email}}. */
public final class ProgressProjection {
    private final Changes changes;

    public ProgressProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(DictationOpened event) {
        var openedAt = event.occurredAt().toEpochMilli();
        var hash = changes.hash(Key.progress(event.accountId(), event.channelId(), event.videoId()))
                .generation(Field.LISTING, event.listing())
                .set(Field.USER_INPUT, "{}")
                // contract U14: the time a dictation was begun stands in for the client's clock
                .set(Field.CURRENT_TIME, Long.toString(openedAt))
                .set(Field.OVERALL_COMPLETION, "0")
                .set(Field.DURATION, "0")
                .set(Field.UPDATED_AT, Long.toString(openedAt));
        setTitles(hash, event.titles());
        rank(event.accountId(), event.channelId() + ":" + event.videoId(), openedAt);
    }

    @EventHandler
    void on(ProgressSaved event) {
        var savedAt = event.occurredAt().toEpochMilli();
        var hash = changes.hash(Key.progress(event.accountId(), event.channelId(), event.videoId()))
                .generation(Field.LISTING, event.listing())
                .update(Field.USER_INPUT, TypedLines.CODEC, lines -> (lines == null ? new TypedLines() : lines)
                        .change(event.changedLines(), event.clearedLines()))
                .set(Field.CURRENT_TIME, Numbers.text(event.currentTime()))
                .set(Field.OVERALL_COMPLETION, Numbers.text(event.overallCompletion()))
                .set(Field.DURATION, Numbers.secondsText(event.studiedMillis()))
                .set(Field.UPDATED_AT, Long.toString(savedAt));
        setTitles(hash, event.titles());
        rank(event.accountId(), event.channelId() + ":" + event.videoId(), savedAt);
    }

    private void rank(UUID accountId, String video, long at) {
        changes.rank(Key.progressIndex(accountId), video, (double) at);
    }

    private static void setTitles(HashChanges hash, @Nullable VideoTitles titles) {
        if (titles != null) {
            hash.set(Field.CHANNEL_NAME, titles.channelName())
                    .set(Field.VIDEO_TITLE, titles.videoTitle())
                    .set(Field.VIDEO_LINK, titles.videoLink());
        }
    }
}
