package studio.dictation.events.catalog;

/**
 * One sentence to write down.
 *
 * @param start      seconds from the beginning of the video, two decimals, ≥ 0
 * @param end        seconds from the beginning of the video, two decimals, ≥ {@code start}
 * @param transcript the sentence, not blank
 */
public record TranscriptLine(double start, double end, String transcript) {}
