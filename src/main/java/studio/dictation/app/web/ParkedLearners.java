package studio.dictation.app.web;

import java.util.UUID;

/** Knows whose events a projection has set aside, so that reads don't show all of them. */
@FunctionalInterface
public interface ParkedLearners {
    /** Whether something of an account is set aside, as this node knows: at most a few seconds old. Asks no store. */
    boolean contains(UUID accountId);
}
