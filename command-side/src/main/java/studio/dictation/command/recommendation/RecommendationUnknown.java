package studio.dictation.command.recommendation;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to decide on a recommendation that nobody made. */
public final class RecommendationUnknown extends Rejection {
    public static final String CODE = "recommendation-unknown";

    RecommendationUnknown() {
        super(Kind.NOT_FOUND, CODE, "Recommendation not found", List.of());
    }
}
