package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Somebody denied at their bank that they wanted a payment, or that was decided. How many days of the payment's grant count is the
 * outcome of all refunds and disputes of it so far, by the policies in force when it was decided.
 *
 * @param accountId    who got the plan
 * @param paymentId    the payment, as it was received
 * @param disputeId    the provider's id of the dispute
 * @param status       its state in the provider's word: {@code needs_response}, {@code under_review}, {@code won}, {@code lost},
 *                     {@code warning_closed} …
 * @param daysCounting days of the grant that count from here on, 0 to those granted
 * @param grantId      identity of the grant
 * @param asOf         when the provider was asked; UTC, milliseconds, the database's clock
 * @param occurredAt   when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PaymentDisputed(
        UUID accountId,
        String paymentId,
        String disputeId,
        String status,
        int daysCounting,
        UUID grantId,
        Instant asOf,
        Instant occurredAt)
        implements BillingEvent {}
