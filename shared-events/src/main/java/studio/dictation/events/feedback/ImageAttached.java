package studio.dictation.events.feedback;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * An image came with a message, which follows in the same stream. The one place where the image is kept.
 *
 * @param accountId  the learner whose thread it is in
 * @param messageId  the message, {@code FB_<epoch milliseconds>}
 * @param imageId    names the image; random
 * @param mediaType  {@code image/png}, {@code image/jpeg}, {@code image/gif} or {@code image/webp}, by the first bytes
 * @param content    the file; Base64, 1 to 1,048,576 bytes when decoded
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record ImageAttached(
        UUID accountId, String messageId, UUID imageId, String mediaType, String content, Instant occurredAt)
        implements FeedbackEvent {
    @Override
    public String toString() {
        return "ImageAttached[%s, %s, %d characters]".formatted(imageId, mediaType, content.length());
    }
}
