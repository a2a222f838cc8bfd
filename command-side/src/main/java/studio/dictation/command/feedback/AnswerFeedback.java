package studio.dictation.command.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Writes to a learner; refused with {@link studio.dictation.command.kernel.MillisecondTaken} when anybody has sent anything
 * at that instant.
 *
 * @param at        when it is sent, in milliseconds; names the message
 * @param accountId the learner's account
 * @param email     the learner's
 * @param sender    the administrator's name
 * @param response  1 to 4,000 characters; trimmed
 * @param images    at most 4
 */
public record AnswerFeedback(
        Instant at, UUID accountId, String email, String sender, String response, List<Image> images)
        implements Command {
    public AnswerFeedback {
        response = Messages.checked("response", response);
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
        return "AnswerFeedback[%s, %s, %d images]".formatted(messageId(), accountId, images.size());
    }
}
