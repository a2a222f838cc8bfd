package studio.dictation.app.youtube;

import java.util.List;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A transcript that came from outside.
 *
 * @param lines  the sentences in order, at least one
 * @param source where they come from, as {@code TranscriptStored} says it
 */
public record FetchedTranscript(List<TranscriptLine> lines, String source) {
    public FetchedTranscript {
        lines = List.copyOf(lines);
    }
}
