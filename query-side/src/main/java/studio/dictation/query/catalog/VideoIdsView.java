package studio.dictation.query.catalog;

import java.util.List;

/**
 * The videos of a channel by their ids.
 *
 * @param channelId the channel
 * @param videoIds  those that exist for the caller, oldest first; at least one
 */
public record VideoIdsView(String channelId, List<String> videoIds) {}
