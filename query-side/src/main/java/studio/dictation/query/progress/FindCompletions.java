package studio.dictation.query.progress;

import java.util.List;

/**
 * Asks how far a learner has come with videos of a channel; answered with a list of {@link CompletionView}, in the order asked
 * for and without those that were never begun.
 *
 * @param email     trimmed and lower-cased
 * @param channelId channel of the videos
 * @param videoIds  the videos
 */
public record FindCompletions(String email, String channelId, List<String> videoIds) {
    public FindCompletions {
        videoIds = List.copyOf(videoIds);
    }
}
