package studio.dictation.query.feedback;

/**
 * A thread, as administrators find it (api.md U23).
 *
 * @param email     the learner's
 * @param timestamp when its newest message was sent, epoch milliseconds
 */
public record FeedbackThreadView(String email, long timestamp) {}
