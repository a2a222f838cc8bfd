package studio.dictation.query.catalog;

/**
 * Asks for one channel; answered with a {@link ChannelView}, or nothing when it doesn't exist for the caller.
 *
 * @param channelId the channel
 * @param seesAll   whether private channels and videos exist for the caller
 */
public record GetChannel(String channelId, boolean seesAll) {}
