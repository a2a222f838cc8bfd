package studio.dictation.app.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild or rollback of a projection.
 *
 * @param kind            {@code rebuild} or {@code rollback}
 * @param phase           {@code filling}, {@code catching_up}, {@code comparing}, {@code holding}, {@code flipping}, {@code done},
 *                        {@code failed} or {@code cancelled}
 * @param processed       sequence number of the last event it has applied
 * @param total           sequence number of the last event there was
 * @param eventsPerSecond how fast it was lately
 * @param etaSeconds      when it has caught up, at that speed; null when not known
 * @param differences     from the live data; null until they were looked for
 * @param requestedBy     address of the administrator; the account's id if it has none
 * @param problem         what keeps it from going on, or why it failed
 */
public record RebuildView(
        long id,
        String projection,
        String kind,
        String phase,
        boolean paused,
        long processed,
        long total,
        double eventsPerSecond,
        @Nullable Long etaSeconds,
        boolean holdOnDifferences,
        @Nullable Differences differences,
        String requestedBy,
        String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String problem) {
    static RebuildView of(Rebuild rebuild) {
        boolean comesOn = rebuild.phase() == Phase.FILLING || rebuild.phase() == Phase.CATCHING_UP;
        boolean known = comesOn && !rebuild.paused() && rebuild.eventsPerSecond() > 0;
        return new RebuildView(
                rebuild.id(),
                rebuild.projection(),
                rebuild.kind().text(),
                rebuild.phase().text(),
                rebuild.paused(),
                rebuild.processed(),
                rebuild.total(),
                rebuild.eventsPerSecond(),
                known ? (long) Math.ceil((rebuild.total() - rebuild.processed()) / rebuild.eventsPerSecond()) : null,
                rebuild.holdOnDifferences(),
                rebuild.differences(),
                rebuild.requestedBy(),
                rebuild.reason(),
                rebuild.requestedAt(),
                rebuild.finishedAt(),
                rebuild.problem());
    }
}
