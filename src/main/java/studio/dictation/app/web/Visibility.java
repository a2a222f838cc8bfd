package studio.dictation.app.web;

import java.time.Duration;
import java.util.List;

/** Knows when what was written can be read, on this node and every other. */
public interface Visibility {
    /** What became of the wait. */
    enum Result {
        /** Every later read shows it. */
        VISIBLE,
        /** It is stored, but reads don't show it yet. */
        PENDING,
        /** It is stored, but a projection has set it aside; reads show it when that is repaired. */
        PARKED
    }

    /**
     * Waits until the projections show what was written.
     *
     * @param expectations what to wait for, as command results tell it under {@link Commands#EXPECTATIONS}; empty is visible
     * @param atMost       how long to wait
     */
    Result await(List<String> expectations, Duration atMost);
}
