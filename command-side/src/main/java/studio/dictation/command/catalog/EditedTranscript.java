package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * What a transcript is after an edit.
 *
 * @param version names this state
 * @param lines   the sentences in order
 */
public record EditedTranscript(TranscriptVersion version, List<TranscriptLine> lines) {}
