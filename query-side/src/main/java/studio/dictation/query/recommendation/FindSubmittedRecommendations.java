package studio.dictation.query.recommendation;

/**
 * Asks what all learners have recommended; answered with a list of {@link SubmittedRecommendationView}, the newest first.
 *
 * @param before only what was submitted before this instant, epoch milliseconds
 * @param most   how many at most, ≥ 1
 */
public record FindSubmittedRecommendations(long before, int most) {}
