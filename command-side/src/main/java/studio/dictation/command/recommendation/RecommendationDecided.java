package studio.dictation.command.recommendation;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses another decision on a recommendation than the one there is. */
public final class RecommendationDecided extends Rejection {
    public static final String CODE = "recommendation-decided";

    RecommendationDecided() {
        super(Kind.CONFLICT, CODE, "Somebody has decided on this recommendation already", List.of());
    }
}
