package studio.dictation.command.billing;

/** The payment provider answered that it won't: there is no such thing, or something in what was asked for is wrong. */
public final class PaymentRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean missing;

    /**
     * @param message what the provider says to people; never holds a key
     * @param missing whether there is no such thing
     */
    public PaymentRefused(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    /** Whether the provider knows nothing by the id it was asked for. */
    public boolean isMissing() {
        return missing;
    }
}
