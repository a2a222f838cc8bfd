package studio.dictation.events.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * A learner wrote to the administrators.
 *
 * @param accountId  the learner's account
 * @param messageId  {@code FB_<epoch milliseconds>} of {@code occurredAt}; nobody else's
 * @param email      the learner's
 * @param sender     the learner's name at that time
 * @param message    1 to 4,000 characters, trimmed
 * @param images     ids of the images that came with it, in their order
 * @param occurredAt when it was sent, or the next millisecond in which nobody sent anything; UTC, server clock
 */
@PersonalData
@Revision("1")
public record FeedbackGiven(
        UUID accountId,
        String messageId,
        String email,
        String sender,
        String message,
        List<UUID> images,
        Instant occurredAt)
        implements FeedbackEvent {
    public FeedbackGiven {
        images = List.copyOf(images);
    }
}
