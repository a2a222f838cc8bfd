package studio.dictation.app.youtube;

import java.time.Duration;

/** There is no transcript to be had now. */
public final class NotFetched extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final Duration retryAfter;

    /** Why not. */
    public enum Reason {
        /** Everybody was asked, and nobody had it. */
        FAILED,
        /** Nobody was asked: it failed a short while ago, or all sources fail all the time. */
        REMEMBERED,
        /** Too much is being fetched already. */
        BUSY
    }

    NotFetched(Reason reason, Duration retryAfter) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }

    /** When asking again may help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
