package studio.dictation.query.catalog;

import java.util.List;

/**
 * The videos of a channel by their ids, oldest first.
 *
 * @param isPublic   whether the channel is
 * @param all        all of them
 * @param publicOnes those that are public, whatever the channel is
 */
public record ChannelVideoIdsView(boolean isPublic, List<String> all, List<String> publicOnes) {}
