package studio.dictation.command.membership;

import java.util.UUID;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Opens a video for dictation. On the free plan a new video counts against the cycle, and is refused with
 * {@link QuotaExhausted} when the cycle is full; one opened before is free for ever, so the same command twice is harmless.
 *
 * @param accountId the learner's account
 * @param video     a listed video
 */
public record OpenVideo(UUID accountId, VideoRef video) implements Command {
    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
