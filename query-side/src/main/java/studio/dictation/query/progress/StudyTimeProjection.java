package studio.dictation.query.progress;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** Owns {@code user:{email}.duration_data} and {@code idx:active:{day}}. */
public final class StudyTimeProjection {
    private final Changes changes;

    public StudyTimeProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ProgressSaved event) {
        changes.hash(Key.user(event.accountId()))
                .update(Field.DURATION_DATA, StudyTime.CODEC, (time, counters) -> {
                    var studied = time == null ? new StudyTime() : time;
                    ActiveDays.count(studied, event.studiedMillis(), event.occurredAt(), counters);
                    return studied.add(event.channelId(), event.videoId(), event.studiedMillis(), event.occurredAt());
                });
    }
}
