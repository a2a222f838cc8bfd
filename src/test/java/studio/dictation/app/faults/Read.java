package studio.dictation.app.faults;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that showed something. One that was refused for want of a store showed nothing and is none.
 *
 * @param client who sent it
 * @param object what it was about
 * @param begun  when it was sent, {@link System#nanoTime}
 * @param ended  when it was answered
 * @param seen   what the answer showed
 */
record Read(String client, String object, long begun, long ended, Seen seen) {
    /** What an answer shows of what was written. */
    sealed interface Seen {}

    /** The mark of the write that came last; null for none. */
    record Last(@Nullable String mark) implements Seen {}

    /** The marks of all writes. */
    record All(Set<String> marks) implements Seen {
        All {
            marks = Set.copyOf(marks);
        }
    }

    /** The sum of the writes' amounts. */
    record Sum(long amount) implements Seen {}

    /** An answer that nothing justifies. */
    record Absurd(String answer) implements Seen {}
}
