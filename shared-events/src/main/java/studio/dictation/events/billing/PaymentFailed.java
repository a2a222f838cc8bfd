package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A payment for a period of a subscription was tried and did not succeed; it may be tried again.
 *
 * @param accountId  whose subscription it is
 * @param paymentId  the provider's id of the invoice
 * @param attempts   how often it was tried so far
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PaymentFailed(UUID accountId, String paymentId, long attempts, Instant occurredAt) implements BillingEvent {}
