package studio.dictation.command.catalog;

import java.util.List;
import java.util.Map;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * What a transcript is after filters were applied.
 *
 * @param version names this state
 * @param lines   the sentences in order; none if nothing was left
 * @param matches how often each filter matched, in the order of the filters
 */
public record FilteredTranscript(TranscriptVersion version, List<TranscriptLine> lines, Map<String, Integer> matches) {
    /** How often they matched together. */
    public int total() {
        return matches.values().stream().mapToInt(Integer::intValue).sum();
    }
}
