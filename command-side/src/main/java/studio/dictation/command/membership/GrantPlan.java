package studio.dictation.command.membership;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.rules.PlanLevel;

/**
 * Gives somebody days on a plan: added to a plan that still runs, of which the higher level is kept. The same grant twice
 * counts once.
 *
 * @param accountId      the learner's account
 * @param grantId        identity of the grant, unique
 * @param level          the plan given, a paid one
 * @param days           1 to 36,500
 * @param cause          why: {@code admin}, {@code payment} or {@code code}
 * @param reference      the payment or code that it's given for, if there is one
 * @param subscriptionId the subscription that was paid for, if one was
 * @param grantedAt      the instant it counts from; absent: now
 */
public record GrantPlan(
        UUID accountId,
        UUID grantId,
        PlanLevel level,
        int days,
        String cause,
        @Nullable String reference,
        @Nullable String subscriptionId,
        @Nullable Instant grantedAt)
        implements Command {
    private static final int PERMANENT = -1;

    public GrantPlan {
        new Checks()
                .that(days >= 1 && days <= PlanLevel.PERMANENT_DAYS, "duration", "must be -1 or 1 to 36,500 days")
                .orRefuse();
        if (!level.isPaid()) {
            throw new IllegalArgumentException("The free plan isn't granted");
        }
    }

    /** A grant that counts from now and was given for nothing else. */
    public GrantPlan(UUID accountId, UUID grantId, PlanLevel level, int days, String cause) {
        this(accountId, grantId, level, days, cause, null, null, null);
    }

    /** A grant of the level that so many days stand for (contract §9.3); −1 means for good. */
    public static GrantPlan byDays(UUID accountId, UUID grantId, int days, String cause) {
        int granted = days == PERMANENT ? PlanLevel.PERMANENT_DAYS : days;
        var level = PlanLevel.forDays(granted);
        return new GrantPlan(accountId, grantId, level.isPaid() ? level : PlanLevel.BASIC, granted, cause);
    }

    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
