package studio.dictation.query.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as an event left it.
 *
 * @param plan      {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}
 * @param expiresAt first instant without it; null when it doesn't end
 */
public record PlanStateView(String plan, @Nullable String expiresAt) {
    /** Before anything has happened. */
    static final PlanStateView NONE = new PlanStateView("Free", null);

    static PlanStateView of(String plan, @Nullable Instant expiresAt) {
        return new PlanStateView(plan, Times.textOrNull(expiresAt));
    }
}
