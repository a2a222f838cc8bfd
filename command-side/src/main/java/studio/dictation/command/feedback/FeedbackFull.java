package studio.dictation.command.feedback;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses a message that would make a thread longer than it may be. */
public final class FeedbackFull extends Rejection {
    public static final String CODE = "feedback-full";

    /** How many messages a thread has at most. */
    public static final int MOST_MESSAGES = 1_000;

    public FeedbackFull() {
        super(Kind.CONFLICT, CODE, "Too many feedback messages", List.of());
    }
}
