package studio.dictation.query.catalog;

/**
 * Asks for the videos of a channel; answered with a list of {@link VideoView}, oldest first, empty for an unknown channel.
 *
 * @param channelId  the channel
 * @param visibility exact value wanted, or {@code all}
 * @param seesAll    whether private channels and videos exist for the caller
 */
public record FindVideos(String channelId, String visibility, boolean seesAll) {}
