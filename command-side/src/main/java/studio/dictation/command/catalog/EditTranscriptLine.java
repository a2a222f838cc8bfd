package studio.dictation.command.catalog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Replaces one sentence of a transcript; answered with an {@link EditedTranscript}. Nothing happens if it reads so already;
 * else refused with {@link TranscriptChanged} unless the transcript is in one of the states seen.
 *
 * @param video the video
 * @param seen  the states in which the editor wants to change it
 * @param index which sentence, from 0
 * @param line  the sentence
 */
public record EditTranscriptLine(VideoRef video, Set<TranscriptVersion> seen, int index, TranscriptLine line)
        implements Command {
    private static final String INDEX = "Invalid transcript index";

    public EditTranscriptLine {
        seen = Set.copyOf(seen);
    }

    /** Refused if anything is wrong with the sentence, or with the index for every transcript. */
    public static EditTranscriptLine of(
            VideoRef video, Set<TranscriptVersion> seen, @Nullable Number index, LineDraft draft) {
        if (!(index instanceof Integer whole) || whole < 0) {
            throw new InvalidInput(INDEX, List.of(
                    new FieldError("index", index == null ? "is required" : "must be a whole number from 0")));
        }
        var checks = new Checks();
        var line = draft.checked("", checks);
        checks.orRefuse();
        return new EditTranscriptLine(video, seen, whole, line);
    }

    static InvalidInput beyond(int lines) {
        return new InvalidInput(INDEX, List.of(
                new FieldError("index", "must be below %,d, the number of sentences".formatted(lines))));
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
