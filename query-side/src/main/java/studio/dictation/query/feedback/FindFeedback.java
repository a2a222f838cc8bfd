package studio.dictation.query.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the last messages of a learner's thread; answered with a {@link FeedbackView}, or nothing when there is no such
 * account.
 *
 * @param email  the learner's
 * @param before epoch milliseconds that they were sent before; null for the last of all
 * @param most   how many at most, ≥ 1
 */
public record FindFeedback(String email, @Nullable Long before, int most) {}
