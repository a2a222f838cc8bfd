package studio.dictation.query.catalog;

/**
 * Asks for a transcript; answered with a {@link TranscriptView}, or nothing when the video doesn't exist for the caller.
 *
 * @param channelId the channel
 * @param videoId   the video
 * @param seesAll   whether private channels and videos exist for the caller
 */
public record GetTranscript(String channelId, String videoId, boolean seesAll) {}
