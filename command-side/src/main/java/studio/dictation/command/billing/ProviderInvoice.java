package studio.dictation.command.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice of a subscription as it is at the provider.
 *
 * @param status          {@code paid}, {@code open}, {@code void}, {@code uncollectible} or {@code draft}
 * @param reason          the provider's word for why it was made: {@code subscription_create} for the first period,
 *                        {@code subscription_cycle} for each that follows, {@code subscription_update}, {@code manual} …
 * @param buyer           as noted at its subscription
 * @param amount          paid, in the currency's minor unit
 * @param currency        ISO 4217, lower case
 * @param paymentIntentId of the payment, if one was tried
 * @param paidAt          when it was paid, if it was
 * @param attempts        how often payment was tried
 */
public record ProviderInvoice(
        String id,
        String status,
        String reason,
        Buyer buyer,
        long amount,
        String currency,
        @Nullable String customerId,
        @Nullable String subscriptionId,
        @Nullable String paymentIntentId,
        @Nullable Instant paidAt,
        long attempts) {}
