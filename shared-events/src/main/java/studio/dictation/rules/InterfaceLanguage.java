package studio.dictation.rules;

/** The language that somebody uses the service in (contract §2). */
public final class InterfaceLanguage {
    /** What everybody begins with. */
    public static final String DEFAULT = "en";

    private InterfaceLanguage() {}
}
