package studio.dictation.command.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkout session as it is at the provider.
 *
 * @param status          {@code open}, {@code complete} or {@code expired}
 * @param paymentStatus   {@code paid}, {@code unpaid} or {@code no_payment_required}
 * @param amount          in the currency's minor unit
 * @param currency        ISO 4217, lower case
 * @param invoiceId       in subscriptions
 * @param paymentIntentId in single payments
 * @param paidAt          when it was paid, if it was
 */
public record ProviderSession(
        String id,
        String status,
        String paymentStatus,
        Buyer buyer,
        long amount,
        String currency,
        Instant createdAt,
        @Nullable String customerId,
        @Nullable String subscriptionId,
        @Nullable String invoiceId,
        @Nullable String paymentIntentId,
        @Nullable Instant paidAt) {
    /** Identity of the payment: the same one whatever of it is heard first. */
    public String paymentId() {
        if (invoiceId != null) {
            return invoiceId;
        }
        return paymentIntentId == null ? id : paymentIntentId;
    }
}
