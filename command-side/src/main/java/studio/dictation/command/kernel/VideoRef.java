package studio.dictation.command.kernel;

import java.util.regex.Pattern;

/**
 * A video inside a channel; neither needs to be listed. Ids of another shape are refused with {@link InvalidInput}.
 *
 * @param channelId 1 to 64 of {@code [A-Za-z0-9_-]}
 * @param videoId   YouTube's id, 11 of {@code [A-Za-z0-9_-]}
 */
public record VideoRef(String channelId, String videoId) {
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public VideoRef {
        new Checks()
                .that(isChannelId(channelId), "channelId", "must be 1 to 64 letters, digits, - or _")
                .that(YouTubeVideoId.isOne(videoId), "videoId", "must be 11 letters, digits, - or _")
                .orRefuse();
    }

    /** Whether the text can be the id of a channel. */
    public static boolean isChannelId(String text) {
        return CHANNEL.matcher(text).matches();
    }

    /** {@code channelId:videoId}, as events and Redis spell it. */
    public String key() {
        return channelId + ":" + videoId;
    }
}
