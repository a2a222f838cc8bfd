package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Money was given back. How many days of the payment's grant count is the outcome of all refunds and disputes of it so far, by the
 * policies in force when it was decided.
 *
 * @param accountId    who got the plan
 * @param paymentId    the payment, as it was received
 * @param chargeId     the provider's id of the charge
 * @param refunded     given back in all so far, in the currency's minor unit
 * @param amount       what the charge was, in the same unit
 * @param currency     ISO 4217, lower case
 * @param daysCounting days of the grant that count from here on, 0 to those granted
 * @param grantId      identity of the grant
 * @param asOf         when the provider was asked; UTC, milliseconds, the database's clock
 * @param occurredAt   when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PaymentRefunded(
        UUID accountId,
        String paymentId,
        String chargeId,
        long refunded,
        long amount,
        String currency,
        int daysCounting,
        UUID grantId,
        Instant asOf,
        Instant occurredAt)
        implements BillingEvent {}
