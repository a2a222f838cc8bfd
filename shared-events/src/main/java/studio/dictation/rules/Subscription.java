package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it was at the payment provider when somebody looked.
 *
 * @param id                identity at the provider
 * @param status            the provider's word
 * @param level             the plan subscribed to
 * @param periodEndsAt      end of the period that is paid or to be paid, when the next payment is due
 * @param cancelAtPeriodEnd whether it ends then
 * @param cancelledAt       when somebody wanted it to end, if so
 * @param entitledUntil     first instant it stands for nothing any more; absent if it doesn't run
 * @param asOf              when it was so; of two the later one holds
 */
public record Subscription(
        String id,
        String status,
        PlanLevel level,
        Instant periodEndsAt,
        boolean cancelAtPeriodEnd,
        @Nullable Instant cancelledAt,
        @Nullable Instant entitledUntil,
        Instant asOf) {
    private static final String PAST_DUE = "past_due";
    private static final Set<String> RUNNING = Set.of("active", "trialing", PAST_DUE);

    /** A subscription that stands for the plan until a payment is overdue by the grace, or until it ends. */
    public static Subscription observed(
            String id,
            String status,
            PlanLevel level,
            Instant periodEndsAt,
            boolean cancelAtPeriodEnd,
            @Nullable Instant cancelledAt,
            Instant asOf,
            Duration grace) {
        var until = cancelAtPeriodEnd ? periodEndsAt : periodEndsAt.plus(grace);
        return new Subscription(id, status, level, periodEndsAt, cancelAtPeriodEnd, cancelledAt,
                RUNNING.contains(status) ? until : null, asOf);
    }

    /** Whether the provider goes on with it. */
    public boolean runs() {
        return RUNNING.contains(status);
    }

    /** Whether another payment is to come. */
    public boolean renews() {
        return runs() && !cancelAtPeriodEnd;
    }

    /** Whether both say the same, whenever it was so. */
    public boolean saysTheSameAs(Subscription other) {
        return equals(new Subscription(other.id, other.status, other.level, other.periodEndsAt, other.cancelAtPeriodEnd,
                other.cancelledAt, other.entitledUntil, asOf));
    }

    /** First instant it stands for nothing any more, where that payment was the last one. */
    @Nullable Instant entitledUntil(Grant lastPayment) {
        if (entitledUntil == null || !status.equals(PAST_DUE)) {
            return entitledUntil;
        }
        // The provider begins the next period before it is paid: the grace counts from the end of the one that was.
        var paid = lastPayment.grantedAt().plus(Duration.ofDays(lastPayment.days()));
        var overdue = paid.plus(Duration.between(periodEndsAt, entitledUntil));
        return overdue.isBefore(entitledUntil) ? overdue : entitledUntil;
    }
}
