package studio.dictation.command.billing;

/** The payment provider can't be asked now: it isn't set up, doesn't answer, or has a trouble of its own. */
public final class PaymentUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, without any key */
    public PaymentUnavailable(String message) {
        super(message);
    }
}
