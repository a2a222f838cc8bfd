package studio.dictation.command.feedback;

import java.util.List;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/** Refuses a message that would make a thread longer than it may be. */
public final class FeedbackFull extends Rejection {
    public static final String CODE = "feedback-full";

    /** How many messages a thread has at most. */
    public static final int MOST_MESSAGES = 1_000;

    /** How many images a thread has at most: they are kept for ever, and Redis holds all of them. */
    public static final int MOST_IMAGES = 50;

    private FeedbackFull(List<FieldError> errors) {
        super(Kind.CONFLICT, CODE, "Too many feedback messages", errors);
    }

    /** Refuses one more message, with so many images, to a thread that has so many of both. */
    public static void requireRoom(int messages, int images, int more) {
        if (messages >= MOST_MESSAGES) {
            throw new FeedbackFull(List.of());
        }
        if (more > 0 && images + more > MOST_IMAGES) {
            throw new FeedbackFull(List.of(new FieldError("images", "would be more than 50 in all")));
        }
    }
}
