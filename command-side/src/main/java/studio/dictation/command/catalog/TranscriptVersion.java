package studio.dictation.command.catalog;

/**
 * One of the states that a transcript has been in.
 *
 * @param listing which listing of the video, ≥ 1
 * @param number  how often the transcript was set since that listing began; 0 while there is none
 */
public record TranscriptVersion(int listing, int number) {}
