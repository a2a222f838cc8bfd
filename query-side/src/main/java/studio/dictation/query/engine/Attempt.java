package studio.dictation.query.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.query.redis.KeyChange;

/**
 * What became of the letters of one sequence when they were tried, the oldest first.
 *
 * @param segment     where they wait
 * @param sequence    the parked sequence
 * @param applied     how many were applied
 * @param lastApplied the last of them; null if none was
 * @param waiting     how many still wait
 * @param stoppedAt   the event that could not be applied; null if there was none
 * @param error       class of what went wrong with it, or {@value #GONE}; null if nothing did
 * @param changes     what a rehearsal would have changed, by key
 */
public record Attempt(
        int segment,
        String sequence,
        int applied,
        @Nullable EventPosition lastApplied,
        int waiting,
        @Nullable EventPosition stoppedAt,
        @Nullable String error,
        List<KeyChange> changes) {
    /** Says that the event store doesn't hold the event any more. */
    public static final String GONE = "gone";

    /** Whether an event that waited in the sequence waits no longer. */
    boolean settled(EventPosition event) {
        return waiting == 0 || (lastApplied != null && event.compareTo(lastApplied) <= 0);
    }
}
