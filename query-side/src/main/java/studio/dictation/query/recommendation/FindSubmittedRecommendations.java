package studio.dictation.query.recommendation;

import org.jspecify.annotations.Nullable;

/**
 * Asks what all learners have recommended; answered with a {@link SubmittedRecommendationsView}.
 *
 * @param before epoch milliseconds that it was submitted before; null for the newest of all
 * @param most   how many at most, ≥ 1
 */
public record FindSubmittedRecommendations(@Nullable Long before, int most) {}
