package studio.dictation.command.billing;

import java.time.Instant;
import studio.dictation.command.kernel.Command;

/**
 * Notes how the dispute of a received payment stands. What is known already, or known later than this, changes nothing; a payment
 * that was not received is refused with {@link PaymentUnknown}.
 *
 * @param paymentId the payment
 * @param disputeId the provider's id of the dispute
 * @param status    its state in the provider's word
 * @param policies  what that takes back
 * @param asOf      when the provider was asked, by the database's clock
 */
public record DisputePayment(String paymentId, String disputeId, String status, TakeBackPolicies policies, Instant asOf)
        implements Command {
    public DisputePayment {
        ProviderIds.check("paymentId", paymentId);
        ProviderIds.check("disputeId", disputeId);
        ProviderIds.check("status", status);
    }

    @Override
    public String streamId() {
        return Payment.streamId(paymentId);
    }
}
