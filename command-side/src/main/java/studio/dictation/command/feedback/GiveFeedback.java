package studio.dictation.command.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Writes to the administrators; refused with {@link studio.dictation.command.kernel.MillisecondTaken} when anybody has sent
 * anything at that instant.
 *
 * @param at        when it is sent, in milliseconds; names the message
 * @param accountId the learner's account
 * @param email     the learner's
 * @param sender    the learner's name
 * @param message   1 to 4,000 characters; trimmed
 * @param images    at most 4
 */
public record GiveFeedback(Instant at, UUID accountId, String email, String sender, String message, List<Image> images)
        implements Command {
    public GiveFeedback {
        message = Messages.checked("message", message);
        images = Messages.checked(images);
    }

    /** The message's id. */
    public String messageId() {
        return FeedbackMessage.messageId(at);
    }

    @Override
    public String streamId() {
        return FeedbackMessage.streamId(at);
    }

    @Override
    public String toString() {
        return "GiveFeedback[%s, %s, %d images]".formatted(messageId(), accountId, images.size());
    }
}
