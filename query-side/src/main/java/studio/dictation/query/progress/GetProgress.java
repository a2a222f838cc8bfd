package studio.dictation.query.progress;

/**
 * Asks for what a learner typed; answered with a {@link ProgressView}, an empty one for a dictation not begun.
 *
 * @param email     trimmed and lower-cased
 * @param channelId channel of the video
 * @param videoId   the video
 */
public record GetProgress(String email, String channelId, String videoId) {}
