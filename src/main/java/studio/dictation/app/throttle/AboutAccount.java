package studio.dictation.app.throttle;

import org.jspecify.annotations.Nullable;

/** A body that names an account; what a {@link Throttled} route reads is counted for that one. */
public interface AboutAccount {
    /** The account's e-mail as it was sent; null if it wasn't. */
    @Nullable String email();

    /** Whether it carries a password. Then it also counts as {@link Kind#PASSWORDS}, unless that was the right one. */
    default boolean triesPassword() {
        return false;
    }
}
