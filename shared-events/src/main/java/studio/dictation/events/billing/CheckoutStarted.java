package studio.dictation.events.billing;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A page was opened for somebody to pay on.
 *
 * @param accountId  who gets the plan
 * @param sessionId  the provider's id of the page
 * @param plan       the plan: {@code Basic}, {@code Pro} or {@code Premium}
 * @param days       days that each payment is good for
 * @param amount     price, in the currency's minor unit
 * @param currency   ISO 4217, lower case
 * @param recurring  whether it is paid again and again
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record CheckoutStarted(
        UUID accountId,
        String sessionId,
        String plan,
        int days,
        long amount,
        String currency,
        boolean recurring,
        Instant occurredAt)
        implements BillingEvent {}
