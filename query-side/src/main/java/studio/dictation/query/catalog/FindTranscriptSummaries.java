package studio.dictation.query.catalog;

/**
 * Asks what state the transcripts of a channel are in; answered with a list of {@link TranscriptSummaryView}, ordered by id,
 * empty for an unknown channel. Sees private ones.
 *
 * @param channelId the channel
 */
public record FindTranscriptSummaries(String channelId) {}
