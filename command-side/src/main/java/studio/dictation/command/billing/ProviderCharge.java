package studio.dictation.command.billing;

import org.jspecify.annotations.Nullable;

/**
 * A charge as it is at the provider.
 *
 * @param paymentId what the payment is known by, as {@link ProviderSession#paymentId()} and {@link ProviderInvoice#id()} have it;
 *                  absent if it belongs to neither
 * @param sessionId the checkout session it was paid in, if any
 * @param amount    in the currency's minor unit
 * @param refunded  given back so far, in the same unit
 * @param currency  ISO 4217, lower case
 * @param disputeId of its dispute, if there is one
 * @param dispute   state of that dispute in the provider's word: {@code needs_response}, {@code under_review}, {@code won},
 *                  {@code lost}, {@code warning_closed} …
 */
public record ProviderCharge(
        String id,
        @Nullable String paymentId,
        @Nullable String sessionId,
        long amount,
        long refunded,
        String currency,
        @Nullable String disputeId,
        @Nullable String dispute) {}
