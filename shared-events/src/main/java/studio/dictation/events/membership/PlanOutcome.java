package studio.dictation.events.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The plan that all known by then comes to.
 *
 * @param plan          {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}, as it is at that instant
 * @param expiresAt     first instant without it, of a subscription that runs too, with its grace; absent for {@code Free}
 * @param recurring     whether a subscription runs, even one that ends with what is paid
 * @param nextPaymentAt when the next payment of a subscription is due; absent if none is to come
 * @param cancelledAt   when the subscription that still runs was told to end; absent if there is none or it goes on
 */
public record PlanOutcome(
        String plan,
        @Nullable Instant expiresAt,
        boolean recurring,
        @Nullable Instant nextPaymentAt,
        @Nullable Instant cancelledAt) {}
