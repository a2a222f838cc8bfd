package studio.dictation.query.progress;

/**
 * Asks how far a learner has come with whatever they have begun of a channel; answered with a list of {@link CompletionView}, the
 * one saved last at the end.
 *
 * @param email     trimmed and lower-cased
 * @param channelId the channel, known or not
 */
public record FindChannelCompletions(String email, String channelId) {}
