package studio.dictation.query.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Asks whose threads have messages; answered with {@link FeedbackThreadView}s, the one with the newest message first.
 *
 * @param before epoch milliseconds that their newest messages were sent before; null for the newest of all
 * @param most   how many at most, ≥ 1
 */
public record FindFeedbackThreads(@Nullable Long before, int most) {}
