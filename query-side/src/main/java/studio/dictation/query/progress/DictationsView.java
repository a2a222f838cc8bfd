package studio.dictation.query.progress;

import java.util.List;

/**
 * Dictations in which somebody has typed anything, the one saved last at the end.
 *
 * @param dictations what they are of, without what was typed
 */
public record DictationsView(List<Dictation> dictations) {
    /**
     * One of them, with names and address as they were when it was saved; empty where they are not known.
     *
     * @param channelId         channel of the video
     * @param videoId           the video
     * @param channelName       name of the channel when it was saved
     * @param videoTitle        title of the video when it was saved
     * @param videoLink         address of the video when it was saved
     * @param overallCompletion per cent, 0 to 100
     */
    public record Dictation(
            String channelId,
            String videoId,
            String channelName,
            String videoTitle,
            String videoLink,
            Number overallCompletion) {}
}
