package studio.dictation.app.rebuild;

import java.util.Locale;

/** Where a rebuild is. */
public enum Phase {
    /** The other generation is filled from the first event on. */
    FILLING,
    /** What was written meanwhile is applied, until nothing is left. */
    CATCHING_UP,
    /** Both generations are compared. */
    COMPARING,
    /** They differ, and somebody wanted to see that first. */
    HOLDING,
    /** The other generation is about to go live; there is no way back. */
    FLIPPING,
    /** It is live. */
    DONE,
    /** It never went live. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED;

    /** As PostgreSQL and clients have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
