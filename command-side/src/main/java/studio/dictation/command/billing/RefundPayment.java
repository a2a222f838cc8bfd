package studio.dictation.command.billing;

import java.time.Instant;
import studio.dictation.command.kernel.Command;

/**
 * Notes how much of a received payment was given back. What is known already, or known later than this, changes nothing; a payment
 * that was not received is refused with {@link PaymentUnknown}.
 *
 * @param paymentId the payment
 * @param chargeId  the provider's id of the charge
 * @param refunded  given back in all so far, in the currency's minor unit
 * @param amount    what the charge was, in the same unit
 * @param currency  ISO 4217, lower case
 * @param policies  what that takes back
 * @param asOf      when the provider was asked, by the database's clock
 */
public record RefundPayment(
        String paymentId,
        String chargeId,
        long refunded,
        long amount,
        String currency,
        TakeBackPolicies policies,
        Instant asOf)
        implements Command {
    public RefundPayment {
        ProviderIds.check("paymentId", paymentId);
        ProviderIds.check("chargeId", chargeId);
    }

    @Override
    public String streamId() {
        return Payment.streamId(paymentId);
    }
}
