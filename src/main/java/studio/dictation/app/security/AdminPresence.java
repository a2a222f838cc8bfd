package studio.dictation.app.security;

/** Knows from the truth, not from a projection, whether anybody is an administrator. */
@FunctionalInterface
public interface AdminPresence {
    /** Whether there is an administrator now. */
    boolean anyAdmin();
}
