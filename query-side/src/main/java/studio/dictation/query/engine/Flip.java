package studio.dictation.query.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.Comparison;
import studio.dictation.query.redis.Difference;
import studio.dictation.query.redis.Generations;
import studio.dictation.query.redis.Layout;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.SegmentConnection;

/**
 * Has another generation of a projection's data take the place of the live one. All segments of both are taken over, brought to one and
 * the same position, and change places: nothing that was shown is missing afterwards, and nothing is shown that was not told.
 */
public final class Flip {
    private static final Logger log = LoggerFactory.getLogger(Flip.class);
    /** How long nobody else writes, at most. */
    private static final Duration FENCED = Duration.ofSeconds(1);

    private static final long ASK_AGAIN = Duration.ofMillis(5).toNanos();

    private final Parts parts;
    private final Projection projection;

    /**
     * @param projection in its live database
     */
    Flip(Parts parts, Projection projection) {
        this.parts = parts;
        this.projection = projection;
    }

    /** How an attempt ended. */
    public enum Outcome {
        /** The other generation is live. */
        FLIPPED,
        /** It could not be done in time: everything is as it was, and may be tried again. */
        NOT_YET,
        /** They hold something else at the same position, and that was to be seen first: everything is as it was. */
        HELD
    }

    /**
     * What came of an attempt.
     *
     * @param differences what both held at one and the same position, of the suspects
     */
    public record Result(Outcome outcome, List<Difference> differences) {}

    /**
     * Tries it.
     *
     * @param suspects          keys to be compared while both stand still
     * @param holdOnDifferences whether to leave everything as it is if some of them differ
     */
    Result attempt(Filling other, Collection<String> suspects, boolean holdOnDifferences) {
        long deadline = System.nanoTime() + FENCED.toNanos();
        List<Segment> live = new ArrayList<>();
        try {
            if (!take(live, deadline)) {
                return new Result(Outcome.NOT_YET, List.of());
            }
            var head = parts.reader().head();
            for (var segment : live) {
                if (!segment.moveTo(head, deadline)) {
                    return new Result(Outcome.NOT_YET, List.of());
                }
            }
            if (!other.moveTo(head, deadline)) {
                return new Result(Outcome.NOT_YET, List.of());
            }
            var differences = new Comparison(parts.databases(), projection.database(), other.database()).differences(suspects);
            if (holdOnDifferences && !differences.isEmpty()) {
                return new Result(Outcome.HELD, differences);
            }
            boolean flipped = new Generations(parts.databases(), projection.name(), projection.database())
                    .flip(
                            other.database(),
                            live.stream().map(Segment::held).toList(),
                            other.leases(),
                            parts.clock().instant());
            if (flipped) {
                parts.observer().flipped(projection.name());
            }
            return new Result(flipped ? Outcome.FLIPPED : Outcome.NOT_YET, differences);
        } catch (LeaseLost | BrokenData e) {
            log.info("Projection {} keeps its live generation for now: {}", projection.name(), e.getMessage());
            return new Result(Outcome.NOT_YET, List.of());
        } finally {
            Filling.close(live);
        }
    }

    private boolean take(List<Segment> live, long deadline) throws LeaseLost, BrokenData {
        var layout = Layout.read(parts.databases(), projection.name(), projection.database());
        if (layout == null) {
            return false;
        }
        var owner = SegmentConnection.acting(parts.settings().node());
        for (int i = 0; i < layout.segments(); i++) {
            var segment = new Segment(parts, projection, i, owner, Segment.Mode.ANNOUNCING);
            live.add(segment);
            while (!segment.claim(true)) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                LockSupport.parkNanos(ASK_AGAIN);
            }
        }
        return true;
    }
}
