package studio.dictation.query.catalog;

/**
 * A video as commands about it need to know it.
 *
 * @param channelId   the channel
 * @param videoId     the video
 * @param listing     which listing of the video, ≥ 1
 * @param channelName name of the channel
 * @param title       title of the video
 * @param link        address of the video
 * @param isPublic    whether both the channel and the video are public
 */
public record ListedVideo(
        String channelId,
        String videoId,
        int listing,
        String channelName,
        String title,
        String link,
        boolean isPublic) {}
