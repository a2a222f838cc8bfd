package studio.dictation.command.catalog;

import java.util.ArrayList;
import java.util.List;
import studio.dictation.events.catalog.TranscriptLine;

/** Makes a transcript of what a source says, by the rules of uploaded files: plain text, seconds to two decimals, no blanks. */
public final class SpokenLines {
    /** Most characters of all sentences together, as many as an uploaded file can have. */
    public static final int MAX_CHARACTERS = Subtitles.MAX_BYTES;

    private static final double LONGEST_SECONDS = 1_000 * 3_600;

    private final List<TranscriptLine> lines = new ArrayList<>();
    private int characters;

    /** Adds a sentence unless nothing is left of it; times are seconds. */
    public SpokenLines add(double start, double end, String text) throws TranscriptUnavailable {
        var sentence = SubtitleText.sentence(List.of(text));
        if (!sentence.isEmpty()) {
            if (!(start >= 0 && start <= end && end <= LONGEST_SECONDS)) {
                throw new TranscriptUnavailable(TranscriptUnavailable.Reason.UNREADABLE,
                        "A sentence lasts from %s to %s".formatted(start, end));
            }
            characters += sentence.length();
            if (characters > MAX_CHARACTERS) {
                throw new TranscriptUnavailable(TranscriptUnavailable.Reason.UNREADABLE, "The transcript is too long");
            }
            lines.add(new TranscriptLine(SubtitleReader.seconds(start), SubtitleReader.seconds(end), sentence));
        }
        return this;
    }

    /** The transcript, which has at least one sentence. */
    public List<TranscriptLine> orUnavailable() throws TranscriptUnavailable {
        if (lines.isEmpty()) {
            throw new TranscriptUnavailable(TranscriptUnavailable.Reason.NONE, "The transcript has no sentence");
        }
        return List.copyOf(lines);
    }
}
