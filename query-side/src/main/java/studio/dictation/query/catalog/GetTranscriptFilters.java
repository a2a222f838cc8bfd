package studio.dictation.query.catalog;

/**
 * Asks for the transcript filters of a channel; answered with a {@link TranscriptFiltersView}, or nothing when the channel
 * doesn't exist for the caller.
 *
 * @param channelId the channel
 * @param seesAll   whether private channels exist for the caller
 */
public record GetTranscriptFilters(String channelId, boolean seesAll) {}
