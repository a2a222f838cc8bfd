package studio.dictation.app.acts;

/** An act that can't be done as things are; nothing happened. Its message is for the administrator who wanted it. */
public final class ActRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With why. */
    public ActRefused(String why) {
        super(why, null, false, false);
    }
}
