package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody paid, once or for a period of a subscription. What it is good for is a grant of its own.
 *
 * @param accountId      who gets the plan
 * @param paymentId      the provider's id: of the invoice if there is one, else of the payment, else of the page
 * @param plan           the plan: {@code Basic}, {@code Pro} or {@code Premium}
 * @param days           days that this payment is good for
 * @param amount         paid, in the currency's minor unit
 * @param currency       ISO 4217, lower case
 * @param paidAt         when it was paid; UTC, the provider's clock
 * @param sessionId      the provider's id of the page it was paid on, if that was known
 * @param subscriptionId the provider's id of the subscription, if it is one
 * @param customerId     the provider's id of who paid, if it has one
 * @param grantId        identity of the grant, the same for the same payment
 * @param occurredAt     when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PaymentReceived(
        UUID accountId,
        String paymentId,
        String plan,
        int days,
        long amount,
        String currency,
        Instant paidAt,
        @Nullable String sessionId,
        @Nullable String subscriptionId,
        @Nullable String customerId,
        UUID grantId,
        Instant occurredAt)
        implements BillingEvent {}
