package studio.dictation.events.code;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A code was made that gives days on a plan to whoever redeems it first. The whole text that redeems it follows from this; it is
 * worth nothing once it was redeemed or has expired.
 *
 * @param random     16 hexadecimal digits that name it
 * @param duration   how long a plan it gives, in words: {@code 30days}, {@code permanent}, {@code custom_45days}
 * @param days       the same in days, 1 to 36,500
 * @param timestamp  when it was made, in seconds since the epoch as the check of its text spells it
 * @param expiresAt  first instant at which it can't be redeemed any more
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record CodeIssued(
        String random, String duration, int days, String timestamp, Instant expiresAt, Instant occurredAt)
        implements CodeEvent {
    /** Who reads this in a log must not be able to redeem it. */
    @Override
    public String toString() {
        return "CodeIssued[%s]".formatted(duration);
    }
}
