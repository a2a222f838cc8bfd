package studio.dictation.app.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.engine.DeadLetters;

/**
 * What became of the events of many sequences.
 *
 * @param applied how many were applied
 * @param parked  how many of these sequences still wait, each with all of its events behind the one that stopped it
 * @param results one for each sequence
 * @param cursor  behind which there are more; null when there are none
 */
public record TriedAll(int applied, int parked, List<Tried> results, @Nullable String cursor) {
    static TriedAll of(DeadLetters.Attempts attempts) {
        var results = attempts.attempts().stream().map(Tried::of).toList();
        return new TriedAll(
                results.stream().mapToInt(Tried::applied).sum(),
                (int) results.stream().filter(result -> !result.isApplied()).count(),
                results,
                attempts.next());
    }
}
