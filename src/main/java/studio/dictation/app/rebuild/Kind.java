package studio.dictation.app.rebuild;

import java.util.Locale;

/** Where the other generation comes from. */
public enum Kind {
    /** Filled from the first event on. */
    REBUILD,
    /** The one that was live before, brought up to date. */
    ROLLBACK;

    /** As PostgreSQL and clients have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
