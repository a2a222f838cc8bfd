package studio.dictation.query.catalog;

/**
 * Asks for what is said in a video, whatever channels it is in, private ones too; answered with the {@link TranscriptView}
 * that was changed last, or nothing.
 *
 * @param videoId the video
 */
public record FindTranscript(String videoId) {}
