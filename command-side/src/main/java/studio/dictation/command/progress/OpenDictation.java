package studio.dictation.command.progress;

import java.util.UUID;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.progress.VideoTitles;

/**
 * Begins a dictation with nothing typed; nothing happens if it has begun.
 *
 * @param accountId the learner's account
 * @param video     a listed video
 * @param listing   which listing of the video, ≥ 1
 * @param titles    what the video is called now
 */
public record OpenDictation(UUID accountId, VideoRef video, int listing, VideoTitles titles) implements Command {
    @Override
    public String streamId() {
        return DictationProgress.streamId(accountId, video, listing);
    }
}
