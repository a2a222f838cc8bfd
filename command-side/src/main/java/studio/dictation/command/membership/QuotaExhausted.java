package studio.dictation.command.membership;

import java.time.Instant;
import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses a new video when the free ones of the cycle are used up. */
public final class QuotaExhausted extends Rejection {
    public static final String CODE = "quota-exhausted";

    private final int limit;
    private final Instant cycleEndsAt;

    QuotaExhausted(int limit, Instant cycleEndsAt) {
        super(Kind.FORBIDDEN, CODE, "Failed to register video, quota exceeded", List.of());
        this.limit = limit;
        this.cycleEndsAt = cycleEndsAt;
    }

    /** Videos free in each cycle. */
    public int limit() {
        return limit;
    }

    /** The last instant of the cycle that is full. */
    public Instant cycleEndsAt() {
        return cycleEndsAt;
    }
}
