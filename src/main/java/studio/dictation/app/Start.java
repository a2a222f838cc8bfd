package studio.dictation.app;

import java.lang.reflect.InvocationTargetException;

/** First class of the jar, compiled for an older Java than the rest, so that an older Java can say what it misses. */
public final class Start {
    static final int NEEDED = 25;

    private Start() {}

    /** Starts the service, or ends with status 1 if this Java is too old. */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (isTooOld(Runtime.version())) {
            System.err.println("Dictation Studio needs Java " + NEEDED + " or newer, this is Java " + Runtime.version()
                    + ": bin/dictation-studio finds a suitable one if it is installed");
            System.exit(1);
        }
        try {
            Class.forName("studio.dictation.app.DictationStudio")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Start failed", failed.getCause());
        }
    }

    static boolean isTooOld(Runtime.Version version) {
        return version.feature() < NEEDED;
    }
}
