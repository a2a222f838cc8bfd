package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Nothing was paid on a page, and nothing will be.
 *
 * @param accountId  who would have got the plan
 * @param sessionId  the provider's id of the page
 * @param outcome    {@code expired}: nobody paid in time; {@code failed}: a payment that takes days did not arrive
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record CheckoutEnded(UUID accountId, String sessionId, String outcome, Instant occurredAt) implements BillingEvent {}
