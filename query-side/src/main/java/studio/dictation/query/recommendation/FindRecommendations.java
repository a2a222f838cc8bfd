package studio.dictation.query.recommendation;

/**
 * Asks what a learner has recommended; answered with a list of {@link RecommendationView}, the newest last.
 *
 * @param email trimmed and lower-cased
 */
public record FindRecommendations(String email) {}
