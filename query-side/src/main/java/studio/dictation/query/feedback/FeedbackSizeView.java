package studio.dictation.query.feedback;

/**
 * How long a thread is.
 *
 * @param messages how many messages it has
 * @param images   how many images came with them
 */
public record FeedbackSizeView(int messages, int images) {}
