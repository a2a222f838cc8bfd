package studio.dictation.eventstore;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often connections have led to another start of the server than those before. It may have been restored to an earlier state
 * in between, so whoever goes on from a position looks again whether the event of that position is there.
 */
public final class ServerStarts {
    private final AtomicLong count = new AtomicLong();

    /** Takes note of one, before its first connection is handed out. */
    public void another() {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
