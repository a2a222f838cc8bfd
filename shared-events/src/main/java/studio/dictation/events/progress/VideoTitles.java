package studio.dictation.events.progress;

/**
 * How a video is called beside a learner's progress.
 *
 * @param channelName name of the channel
 * @param videoTitle  title of the video
 * @param videoLink   address of the video
 */
public record VideoTitles(String channelName, String videoTitle, String videoLink) {}
