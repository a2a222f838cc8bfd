package studio.dictation.query.catalog;

/**
 * Asks which videos a channel has; answered with a {@link ChannelVideoIdsView}, or nothing when there is no such channel. Sees
 * private ones.
 *
 * @param channelId the channel
 */
public record GetChannelVideoIds(String channelId) {}
