package studio.dictation.command.catalog;

import java.util.List;
import java.util.Set;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * Makes a transcript what it was before it was edited, or, if nothing is kept of that, what was uploaded with the video;
 * answered with an {@link EditedTranscript}. Nothing happens if it is that already; else refused with {@link TranscriptChanged}
 * unless the transcript is in one of the states seen, and with {@link TranscriptMissing} if there is neither.
 *
 * @param video    the video
 * @param seen     the states in which the editor wants to change it
 * @param uploaded the sentences of the uploaded file in order; none if there is no file
 */
public record RestoreTranscript(VideoRef video, Set<TranscriptVersion> seen, List<TranscriptLine> uploaded)
        implements Command {
    public RestoreTranscript {
        seen = Set.copyOf(seen);
        uploaded = List.copyOf(uploaded);
    }

    @Override
    public String streamId() {
        return Video.streamId(video);
    }

    @Override
    public String toString() {
        return "RestoreTranscript[%s, %s, %d lines]".formatted(video, seen, uploaded.size());
    }
}
