package studio.dictation.query.catalog;

/**
 * Asks for one listed video; answered with a {@link ListedVideo} or nothing. Sees private ones.
 *
 * @param channelId the channel
 * @param videoId   the video
 */
public record GetVideo(String channelId, String videoId) {}
