package studio.dictation.command.billing;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Notes that a payment was tried and did not succeed. Fewer attempts than are known, or a payment that was received, change nothing.
 *
 * @param accountId whose subscription it is
 * @param paymentId the provider's id of the invoice
 * @param attempts  how often it was tried so far, at least once
 */
public record FailPayment(UUID accountId, String paymentId, long attempts) implements Command {
    public FailPayment {
        ProviderIds.check("paymentId", paymentId);
        if (attempts < 1) {
            throw new IllegalArgumentException("What was not tried has not failed");
        }
    }

    @Override
    public String streamId() {
        return Payment.streamId(paymentId);
    }
}
