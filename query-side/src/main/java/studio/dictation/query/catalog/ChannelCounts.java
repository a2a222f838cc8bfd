package studio.dictation.query.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How many videos a channel has.
 *
 * @param channelId the channel
 * @param name      its name; null when it has none
 * @param videos    all of them
 * @param open      those that are public, whatever the channel is
 * @param refined   those whose transcript is finished
 */
public record ChannelCounts(String channelId, @Nullable String name, long videos, long open, long refined) {}
