package studio.dictation.eventstore;

import java.util.UUID;

/** Divides accounts among the segments of a projection, the same way in Java as in {@link EventReader}'s SQL. */
public final class Segments {
    private Segments() {
    }

    /**
     * The segment that owns an account.
     *
     * @param count number of segments, 1..256
     * @return 0..count-1: the last byte of the account id modulo the count
     */
    public static int of(UUID account, int count) {
        return (int) (account.getLeastSignificantBits() & 0xFF) % count;
    }
}
