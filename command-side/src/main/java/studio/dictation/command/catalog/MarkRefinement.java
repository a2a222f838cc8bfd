package studio.dictation.command.catalog;

import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Says whether a transcript is finished; answered with the {@link java.time.Instant} since when it is, or with the present one if it is
 * not. Nothing happens if that was said already.
 *
 * @param video   the video
 * @param refined true when it is finished
 */
public record MarkRefinement(VideoRef video, boolean refined) implements Command {
    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
