package studio.dictation.command.billing;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses what belongs to a payment that was not received. */
public final class PaymentUnknown extends Rejection {
    public static final String CODE = "payment-unknown";

    PaymentUnknown() {
        super(Kind.NOT_FOUND, CODE, "Payment not found", List.of());
    }
}
