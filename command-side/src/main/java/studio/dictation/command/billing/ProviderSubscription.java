package studio.dictation.command.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is at the provider.
 *
 * @param status            the provider's word: {@code active}, {@code trialing}, {@code past_due}, {@code canceled}, {@code unpaid},
 *                          {@code incomplete}, {@code incomplete_expired} or {@code paused}
 * @param periodEndsAt      end of the period that is paid or to be paid
 * @param cancelAtPeriodEnd whether it ends then
 * @param cancelledAt       when somebody wanted it to end, if so
 */
public record ProviderSubscription(
        String id,
        String status,
        Buyer buyer,
        @Nullable String customerId,
        Instant periodEndsAt,
        boolean cancelAtPeriodEnd,
        @Nullable Instant cancelledAt) {}
