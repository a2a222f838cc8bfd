package studio.dictation.app.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.billing.ProviderSubscription;
import studio.dictation.rules.Subscription;

/**
 * What one side says of a subscription.
 *
 * @param status            the provider's word; {@code unknown} where a side knows no such subscription
 * @param periodEndsAt      epoch milliseconds
 * @param cancelAtPeriodEnd whether it ends then
 * @param cancelledAt       epoch milliseconds
 */
record SubscriptionSide(
        String status, @Nullable Long periodEndsAt, boolean cancelAtPeriodEnd, @Nullable Long cancelledAt) {
    static final SubscriptionSide UNKNOWN = new SubscriptionSide("unknown", null, false, null);

    static SubscriptionSide of(Subscription ours) {
        return new SubscriptionSide(ours.status(), ours.periodEndsAt().toEpochMilli(), ours.cancelAtPeriodEnd(), millis(ours.cancelledAt()));
    }

    static SubscriptionSide of(ProviderSubscription theirs) {
        return new SubscriptionSide(
                theirs.status(), theirs.periodEndsAt().toEpochMilli(), theirs.cancelAtPeriodEnd(), millis(theirs.cancelledAt()));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
