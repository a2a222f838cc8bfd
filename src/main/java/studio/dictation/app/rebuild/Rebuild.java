package studio.dictation.app.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as it stands in PostgreSQL.
 *
 * @param projection        name of the projection
 * @param paused            whether it is left as it is for now
 * @param holdOnDifferences whether not to go live if both generations differ
 * @param epoch             history of the data that is filled; null until it is begun
 * @param processed         sequence number of the last event that it has applied
 * @param total             sequence number of the last event there was
 * @param eventsPerSecond   how fast it was lately
 * @param differences       from the live data, once they were looked for
 * @param requestedBy       address of the administrator; the account's id if it has none
 * @param problem           what keeps it from going on, or why it failed
 * @param act               the administrator's act
 */
public record Rebuild(
        long id,
        String projection,
        Kind kind,
        Phase phase,
        boolean paused,
        boolean holdOnDifferences,
        @Nullable String epoch,
        long processed,
        long total,
        double eventsPerSecond,
        @Nullable Differences differences,
        String requestedBy,
        String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String problem,
        long act) {}
