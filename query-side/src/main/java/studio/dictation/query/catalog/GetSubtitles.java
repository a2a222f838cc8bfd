package studio.dictation.query.catalog;

/**
 * Asks for the subtitle file that was uploaded with a video; answered with a {@link SubtitlesView} or nothing. Sees private ones.
 *
 * @param channelId the channel
 * @param videoId   the video
 */
public record GetSubtitles(String channelId, String videoId) {}
