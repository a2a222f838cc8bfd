package studio.dictation.command.recommendation;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses a further recommendation while too many of the same learner wait for a decision. */
public final class TooManyRecommendations extends Rejection {
    public static final String CODE = "too-many-recommendations";

    TooManyRecommendations() {
        super(Kind.CONFLICT, CODE, "Too many of your recommendations wait for a decision", List.of());
    }
}
