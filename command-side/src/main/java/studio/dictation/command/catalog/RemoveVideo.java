package studio.dictation.command.catalog;

import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Takes a video out of its channel, with its transcript and what learners wrote down of it. Refused with {@link VideoNotListed},
 * the second time too.
 *
 * @param video the video
 */
public record RemoveVideo(VideoRef video) implements Command {
    @Override
    public String streamId() {
        return Video.streamId(video);
    }
}
