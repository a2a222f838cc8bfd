package studio.dictation.query.feedback;

/**
 * Asks how many messages a learner's thread has; answered with an {@link Integer}.
 *
 * @param email the learner's
 */
public record CountFeedback(String email) {}
