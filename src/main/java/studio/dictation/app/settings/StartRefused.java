package studio.dictation.app.settings;

/** The service cannot start, and the operator can cure it. The message is one line that says what is wrong and what helps. */
public final class StartRefused extends RuntimeException {
    /** @param message one line without any secret */
    public StartRefused(String message) {
        super(message);
    }

    /**
     * @param message one line without any secret
     * @param cause what failed; not shown to the operator
     */
    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
