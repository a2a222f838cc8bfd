package studio.dictation.command.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Replaces a transcript; answered with an {@link EditedTranscript}. Nothing happens if it reads so already; else refused with
 * {@link TranscriptChanged} unless it is in one of the states seen.
 *
 * @param video the video
 * @param seen  the states in which the editor wants to change it
 * @param lines the sentences in order, 1 to 10,000
 */
public record EditTranscript(VideoRef video, Set<TranscriptVersion> seen, List<TranscriptLine> lines) implements Command {
    /** Most sentences of a transcript that is edited as a whole. */
    public static final int MOST_LINES = 10_000;

    private static final String REQUIRED = "Transcript data is required";
    private static final int MOST_FAULTS = 20;

    public EditTranscript {
        seen = Set.copyOf(seen);
        lines = List.copyOf(lines);
    }

    /** Refused with the first {@value #MOST_FAULTS} sentences or so that are wrong. */
    public static EditTranscript of(
            VideoRef video, Set<TranscriptVersion> seen, @Nullable List<@Nullable LineDraft> drafts) {
        return new EditTranscript(video, seen, checked(drafts));
    }

    /** The sentences of the drafts; refused if there are none, too many, or bad ones. */
    public static List<TranscriptLine> checked(@Nullable List<@Nullable LineDraft> drafts) {
        if (drafts == null || drafts.isEmpty()) {
            throw new InvalidInput(REQUIRED, List.of(new FieldError("transcript", "is required")));
        }
        new Checks()
                .that(drafts.size() <= MOST_LINES, "transcript", "must have at most %,d items".formatted(MOST_LINES))
                .orRefuse();
        var lines = new ArrayList<TranscriptLine>();
        var faults = new ArrayList<FieldError>();
        for (int i = 0; i < drafts.size() && faults.size() < MOST_FAULTS; i++) {
            var checks = new Checks();
            lines.add(Objects.requireNonNullElse(drafts.get(i), LineDraft.EMPTY)
                    .checked("transcript[%d].".formatted(i), checks));
            faults.addAll(checks.errors());
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return lines;
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }

    @Override
    public String toString() {
        return "EditTranscript[%s, %s, %d lines]".formatted(video, seen, lines.size());
    }
}
