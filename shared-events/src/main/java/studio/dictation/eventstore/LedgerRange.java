package studio.dictation.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted, by when they were decided.
 *
 * @param from  first instant; absent: from the first entry on
 * @param until first instant that is too late; absent: to the last entry
 */
public record LedgerRange(@Nullable Instant from, @Nullable Instant until) {
    /** Every entry. */
    public static final LedgerRange ALL = new LedgerRange(null, null);
}
