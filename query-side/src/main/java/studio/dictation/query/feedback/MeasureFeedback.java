package studio.dictation.query.feedback;

/**
 * Asks how long a learner's thread is; answered with a {@link FeedbackSizeView}.
 *
 * @param email the learner's
 */
public record MeasureFeedback(String email) {}
