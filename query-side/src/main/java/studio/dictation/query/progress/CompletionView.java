package studio.dictation.query.progress;

/**
 * How far a learner has come with a video they have begun.
 *
 * @param videoId           the video
 * @param overallCompletion per cent, 0 to 100
 */
public record CompletionView(String videoId, Number overallCompletion) {}
