package studio.dictation.query.recommendation;

/**
 * Asks for one recommendation; answered with a {@link SubmittedRecommendationView} or nothing.
 *
 * @param recommendationId {@code REC_} and milliseconds
 */
public record GetRecommendation(String recommendationId) {}
