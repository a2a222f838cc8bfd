package studio.dictation.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The plan that all grants together come to. An expired plan is {@link PlanLevel#FREE} the moment it expires, whether or not
 * anybody noticed.
 *
 * @param plan      the plan while it lasts
 * @param expiresAt first instant it's over; absent if it doesn't end
 */
public record Entitlement(PlanLevel plan, @Nullable Instant expiresAt) {
    /** Of somebody who was never granted anything. */
    public static final Entitlement NONE = new Entitlement(PlanLevel.FREE, null);

    /** The plan in force at that instant. */
    public PlanLevel at(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt) ? plan : PlanLevel.FREE;
    }
}
