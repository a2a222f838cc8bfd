package studio.dictation.app.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes something. All attempts under one {@code Idempotency-Key} are one write.
 *
 * @param client  who sent it
 * @param event   name of the event that it makes
 * @param mark    what tells that event from all others of its name
 * @param objects what shows it
 * @param amount  what it adds to an object that shows an amount
 * @param begun   when its first attempt was sent, {@link System#nanoTime}
 * @param ended   when it was answered or given up
 * @param outcome what the client knows of it
 * @param answer  the last answer in short; null for none
 */
record Write(
        String client,
        String event,
        String mark,
        List<String> objects,
        long amount,
        long begun,
        long ended,
        Outcome outcome,
        @Nullable String answer) {
    /** What a client knows. */
    enum Outcome {
        /** Done, and every later read shows it. */
        SHOWN,
        /** Done, but the answer said that reads may not show it yet. */
        PENDING,
        /** Refused for good: not done. */
        REFUSED,
        /** No answer, or one that doesn't tell. */
        UNKNOWN,
        /** An answer that nothing justifies. */
        ABSURD;

        boolean isAcknowledged() {
            return this == SHOWN || this == PENDING;
        }

        boolean mayBeDone() {
            return this != REFUSED;
        }
    }
}
