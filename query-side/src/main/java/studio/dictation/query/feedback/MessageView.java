package studio.dictation.query.feedback;

import java.util.List;

/**
 * A message of a thread, as {@code user:{email}.feedback_messages} holds it and as clients see it (api.md U21 to U24).
 *
 * @param id         {@code FB_<epoch milliseconds>}
 * @param sender     name of who wrote it
 * @param senderType {@code user} or {@code admin}
 * @param message    the text
 * @param email      the learner's whose thread it is in
 * @param timestamp  when it was sent, epoch milliseconds
 * @param images     stored and right after sending, their ids; when read, {@code data:<media type>;base64,…}
 */
public record MessageView(
        String id, String sender, String senderType, String message, String email, long timestamp, List<String> images) {
    /** The {@code senderType} of a learner. */
    public static final String LEARNER = "user";

    /** The {@code senderType} of an administrator. */
    public static final String ADMIN = "admin";

    MessageView showing(List<String> urls) {
        return new MessageView(id, sender, senderType, message, email, timestamp, urls);
    }
}
