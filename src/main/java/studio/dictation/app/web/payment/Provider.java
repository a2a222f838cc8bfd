package studio.dictation.app.web.payment;

import java.util.List;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.kernel.InvalidInput;

/** What the payment provider's answers are for a client. */
final class Provider {
    private static final int LATER_SECONDS = 600;

    private Provider() {}

    /** Refuses whatever needs the provider where there is none. */
    static void require(Settings settings) {
        if (settings.stripe().key() == null) {
            throw RequestRefused.unavailable("Payments are not set up: STRIPE_SECRET_KEY is not set", LATER_SECONDS);
        }
    }

    /** 400 with the provider's text, which is made for people. */
    static InvalidInput refused(PaymentRefused refusal) {
        return new InvalidInput(String.valueOf(refusal.getMessage()), List.of());
    }
}
