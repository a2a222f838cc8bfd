package studio.dictation.app.settings;

import java.util.Locale;

/** What a node does of all that the service does. */
public enum NodeRole {
    /** Everything. */
    ALL,
    /** Answers requests, and does nothing of its own accord: others move the projections that it reads. */
    WEB,
    /** Does everything but answer requests; tells only how it is. */
    WORKER;

    /** As the setting spells it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it answers requests. */
    public boolean answers() {
        return this != WORKER;
    }

    /** Whether it moves projections and does what has to be done without being asked. */
    public boolean works() {
        return this != WEB;
    }
}
