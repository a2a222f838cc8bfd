package studio.dictation.command.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;
import studio.dictation.rules.PlanLevel;

/**
 * Notes that somebody paid; how many days that is good for says the catalogue. The same payment twice is noted once, whatever it was
 * heard from.
 *
 * @param accountId      who gets the plan
 * @param paymentId      the provider's id: of the invoice if there is one, else of the payment, else of the page
 * @param level          the plan, a paid one
 * @param amount         paid, in the currency's minor unit
 * @param currency       ISO 4217, lower case
 * @param paidAt         when it was paid, by the provider's clock
 * @param sessionId      the page it was paid on, if that is known
 * @param subscriptionId the subscription, if it is one
 * @param customerId     who paid, if the provider knows them
 */
public record ReceivePayment(
        UUID accountId,
        String paymentId,
        PlanLevel level,
        long amount,
        String currency,
        Instant paidAt,
        @Nullable String sessionId,
        @Nullable String subscriptionId,
        @Nullable String customerId)
        implements Command {
    public ReceivePayment {
        ProviderIds.check("paymentId", paymentId);
        if (!level.isPaid()) {
            throw new IllegalArgumentException("Nobody pays for the free plan");
        }
    }

    @Override
    public String streamId() {
        return Payment.streamId(paymentId);
    }
}
