package studio.dictation.command.billing;

/** The payment provider answered that it won't: there is no such thing, or something in what was asked for is wrong. */
public final class PaymentRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what the provider says to people; never holds a key */
    public PaymentRefused(String message) {
        super(message);
    }
}
