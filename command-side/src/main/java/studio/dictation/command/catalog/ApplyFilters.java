package studio.dictation.command.catalog;

import java.util.Set;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Takes texts out of a transcript; answered with a {@link FilteredTranscript}. Nothing happens if that changes nothing and an
 * original is kept already; else refused with {@link TranscriptChanged} unless the transcript is in one of the states seen, and with
 * {@link TranscriptMissing} if there is none.
 *
 * @param video   the video
 * @param seen    the states in which the editor wants to change it
 * @param filters what to take out
 */
public record ApplyFilters(VideoRef video, Set<TranscriptVersion> seen, TranscriptFilters filters) implements Command {
    public ApplyFilters {
        seen = Set.copyOf(seen);
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
