package studio.dictation.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all that is known of a membership comes to.
 *
 * @param plan          the plan while it lasts
 * @param expiresAt     first instant without it, of a subscription that runs too; absent for {@link PlanLevel#FREE}
 * @param recurring     whether a subscription runs, even one that ends with what is paid
 * @param nextPaymentAt when the next payment is due; absent if none is to come
 * @param cancelledAt   when the last subscription that runs was told to end; absent if one goes on
 */
public record PlanState(
        PlanLevel plan,
        @Nullable Instant expiresAt,
        boolean recurring,
        @Nullable Instant nextPaymentAt,
        @Nullable Instant cancelledAt) {

    static PlanState of(Entitlement entitlement, Collection<Subscription> subscriptions) {
        var running = subscriptions.stream().filter(Subscription::runs).toList();
        var next = running.stream().filter(Subscription::renews).map(Subscription::periodEndsAt)
                .min(Comparator.naturalOrder()).orElse(null);
        var cancelledAt = next != null
                ? null
                : running.stream().map(ending -> Objects.requireNonNullElse(ending.cancelledAt(), ending.asOf()))
                        .max(Comparator.naturalOrder()).orElse(null);
        return new PlanState(entitlement.plan(), entitlement.expiresAt(), !running.isEmpty(), next, cancelledAt);
    }

    /** As it is at that instant: a plan that is over is the free one, whether or not anybody noticed. */
    public PlanState at(Instant now) {
        var current = new Entitlement(plan, expiresAt).at(now);
        return current == plan ? this : new PlanState(current, null, recurring, nextPaymentAt, cancelledAt);
    }
}
