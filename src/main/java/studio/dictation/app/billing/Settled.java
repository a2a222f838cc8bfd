package studio.dictation.app.billing;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param state  where it ends
 * @param reason code of why, if it was not applied
 */
record Settled(State state, @Nullable String reason) {
    static final Settled APPLIED = new Settled(State.APPLIED, null);

    /** Where a message ends. */
    enum State {
        /** What it tells of is known. */
        APPLIED,
        /** It tells nothing that matters. */
        IGNORED,
        /** It tells of somebody or something that isn't known here. */
        UNMATCHED
    }

    static Settled ignored(String reason) {
        return new Settled(State.IGNORED, reason);
    }

    static Settled unmatched(String reason) {
        return new Settled(State.UNMATCHED, reason);
    }
}
