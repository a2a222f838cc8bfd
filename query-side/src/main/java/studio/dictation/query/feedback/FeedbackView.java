package studio.dictation.query.feedback;

import java.util.List;

/**
 * Messages of a thread.
 *
 * @param messages oldest first, with their images; the oldest of these are left out where they are too much for one answer
 */
public record FeedbackView(List<MessageView> messages) {}
