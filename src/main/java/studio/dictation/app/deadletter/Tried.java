package studio.dictation.app.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.query.engine.Attempt;
import studio.dictation.query.engine.DeadLetters;
import studio.dictation.query.redis.KeyChange;

/**
 * What became of the events of a sequence when they were tried, the oldest first.
 *
 * @param id          the event that was asked for; absent if all were
 * @param sequence    what waits together: the account's id, or what the events are about if they are of no account
 * @param outcome     {@code applied} or {@code parked}: the event that was asked for, or all of the sequence
 * @param error       class of what went wrong with the event that stopped it, or {@code gone}; null if nothing did
 * @param stoppedAt   id of the event that stopped it; null if none did
 * @param applied     how many were applied
 * @param waiting     how many still wait
 * @param changedKeys how many keys a rehearsal would change
 * @param changes     the first of them
 */
public record Tried(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID id,
        String sequence,
        String outcome,
        @Nullable String error,
        @Nullable UUID stoppedAt,
        int applied,
        int waiting,
        int changedKeys,
        List<Change> changes) {
    private static final String APPLIED = "applied";
    private static final String PARKED = "parked";
    private static final int CHANGES = 100;
    private static final int FEWER_CHANGES = 10;

    /**
     * What would be done to a key. No values.
     *
     * @param key      the key
     * @param replaced true if what stands there goes first
     * @param bytes    length of the string that would be set
     * @param expires  until when, ISO 8601
     * @param fields   of a hash
     * @param members  how many members of a set would be added, moved or removed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String key,
            @Nullable Boolean replaced,
            @Nullable Integer bytes,
            @Nullable String expires,
            List<FieldChange> fields,
            @Nullable Integer members) {
        static Change of(KeyChange change) {
            var until = change.expiresAt();
            return new Change(change.key(), change.replaced() ? true : null, change.bytes(), until == null ? null : until.toString(),
                    change.fields().stream().map(FieldChange::of).toList(), change.members() > 0 ? change.members() : null);
        }
    }

    /**
     * What would be done to a field.
     *
     * @param name   the field's name
     * @param effect {@code set}, {@code removed} or {@code counted}
     * @param bytes  length of the value that would be set
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldChange(String name, String effect, @Nullable Integer bytes) {
        static FieldChange of(KeyChange.FieldChange change) {
            return new FieldChange(change.name(), change.effect().name().toLowerCase(Locale.ROOT), change.bytes());
        }
    }

    /** Of an event that waited in one place or more. */
    static Tried of(UUID id, DeadLetters.Retried retried) {
        return of(id, retried.settled(), retried.attempts(), CHANGES);
    }

    /** Of a sequence among many. */
    static Tried of(Attempt attempt) {
        return of(null, attempt.waiting() == 0, List.of(attempt), FEWER_CHANGES);
    }

    /** Whether the event that was asked for isn't in the event store any more, so that it was not tried. */
    @JsonIgnore
    public boolean isGone() {
        return Attempt.GONE.equals(error) && id != null && id.equals(stoppedAt);
    }

    @JsonIgnore
    boolean isApplied() {
        return outcome.equals(APPLIED);
    }

    private static Tried of(@Nullable UUID id, boolean settled, List<Attempt> attempts, int most) {
        var stopped = attempts.stream().filter(attempt -> attempt.error() != null).findFirst();
        var changes = attempts.stream().flatMap(attempt -> attempt.changes().stream()).toList();
        return new Tried(
                id,
                attempts.getFirst().sequence(),
                settled ? APPLIED : PARKED,
                stopped.map(Attempt::error).orElse(null),
                stopped.map(Attempt::stoppedAt).map(EventPosition::eventId).orElse(null),
                attempts.stream().mapToInt(Attempt::applied).sum(),
                attempts.stream().mapToInt(Attempt::waiting).sum(),
                changes.size(),
                changes.stream().limit(most).map(Change::of).toList());
    }
}
