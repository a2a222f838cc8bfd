package studio.dictation.app.rebuild;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a projection is doing.
 *
 * @param database         number of its live Redis database
 * @param epoch            which history of the data is live; null when it is lost
 * @param layout           version of what is written, as the live data says; null when it is lost
 * @param state            {@code live}; {@code filling} while lost data heals; {@code unavailable}
 * @param problem          why it can't be read truly; null when it can
 * @param lagEvents        events that the segment furthest behind has not applied
 * @param lagMillis        how long ago the first of these was decided; 0 when there is none
 * @param deadLetters      events that wait as dead letters
 * @param appliedPerSecond events passed lately, of the segment furthest behind
 * @param kept             the generation that was live before; null when none is kept
 * @param rebuild          the one that runs, or else the last one; null if there was none
 */
public record ProjectionView(
        String name,
        int database,
        @Nullable String epoch,
        @Nullable Integer layout,
        String state,
        @Nullable String problem,
        List<Segment> segments,
        long lagEvents,
        long lagMillis,
        int deadLetters,
        double appliedPerSecond,
        @Nullable Kept kept,
        @Nullable RebuildView rebuild) {
    public ProjectionView {
        segments = List.copyOf(segments);
    }

    /**
     * A segment.
     *
     * @param owner    the node that works on it; null while none does
     * @param position how far it is; null when that is lost
     */
    public record Segment(
            int segment, @Nullable String owner, @Nullable Position position, long lagEvents, long lagMillis, int deadLetters) {}

    /**
     * A position in the event store.
     *
     * @param generation the history of transactions, from 1; 0 before the first event
     * @param sequence   number of the event
     */
    public record Position(int generation, long sequence) {}

    /**
     * The generation that was live before.
     *
     * @param since when another one took its place
     */
    public record Kept(Instant since, String epoch) {}
}
