package studio.dictation.query.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.Layout;
import studio.dictation.query.redis.Lease;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.NewerLayout;
import studio.dictation.query.redis.SegmentConnection;

/**
 * Brings a generation of a projection's data that nobody reads up to date: a shadow from the first event on, or the kept one from
 * where it was left. Its segments are claimed as those of the live one are, so it is done by one node at a time, and another one goes
 * on where the stored positions are. Not for more than one thread.
 */
public final class Filling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Filling.class);
    private static final int GENTLE_EVENTS = 200;
    private static final int STEPS_A_ROUND = 8;

    private final Parts parts;
    private final Projection projection;
    private final String owner;
    private final @Nullable String only;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Segment> segments = new ArrayList<>();

    /**
     * @param projection in the database of the generation
     * @param only       the history of the data that is gone on with; null for whatever stands there, or nothing
     */
    Filling(Parts parts, Projection projection, @Nullable String only) {
        this.parts = parts;
        this.projection = projection;
        this.only = only;
        this.owner = SegmentConnection.acting(parts.settings().node());
    }

    /**
     * How far a round came.
     *
     * @param epoch    which history of the data is filled; null while somebody else is at work on it
     * @param position what every segment has stored
     * @param caughtUp whether nothing more was to be read
     */
    public record Round(@Nullable String epoch, EventPosition position, boolean caughtUp) {}

    /** What was to be gone on with is there no longer, or can't be trusted. */
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone(String why) {
            super(why);
        }
    }

    /**
     * Empties the database, whatever of this projection stands there.
     *
     * @return which history of the data begins; null when somebody else moved there at the same time, and it is to be asked again
     */
    public @Nullable String beginAnew() {
        close(segments);
        try (var first = new Segment(parts, projection, 0, owner, Segment.Mode.SILENT)) {
            while (true) {
                try {
                    first.claim(true);
                } catch (BrokenData | NewerLayout old) {
                    log.info("What was left of an earlier generation of {} goes away: {}", projection.name(), old.toString());
                }
                first.wipe();
                if (first.claim(true)) {
                    return first.held().epoch();
                }
            }
        } catch (LeaseLost | BrokenData other) {
            log.info("Another generation of {} could not be begun yet: {}", projection.name(), other.getMessage());
            return null;
        }
    }

    /**
     * Moves every segment on a little.
     *
     * @param gently with small batches, one after the other, and with rests as long as the work
     * @throws Gone when the history to be gone on with isn't there
     */
    public Round round(boolean gently) {
        try {
            if (!claimAll()) {
                return new Round(null, EventPosition.START, false);
            }
            boolean caughtUp = gently ? stepGently() : stepTogether();
            var position = segments.stream()
                    .map(segment -> EventPosition.parse(segment.held().position()))
                    .min(Comparator.naturalOrder())
                    .orElse(EventPosition.START);
            return new Round(segments.getFirst().held().epoch(), position, caughtUp);
        } catch (LeaseLost lost) {
            log.info("Filling another generation of {} begins again where it stands: {}", projection.name(), lost.getMessage());
            close(segments);
            return new Round(null, EventPosition.START, false);
        } catch (BrokenData broken) {
            close(segments);
            if (only != null) {
                throw new Gone(String.valueOf(broken.getMessage()));
            }
            log.warn("Another generation of {} is filled from the start again: {}", projection.name(), broken.getMessage());
            return new Round(beginAnew(), EventPosition.START, false);
        } catch (RuntimeException e) {
            close(segments);
            throw e;
        }
    }

    /**
     * Claims every segment, so that nobody who held one before can write any more.
     *
     * @return false while somebody else is at work on one
     * @throws Gone when the history to be gone on with isn't there
     */
    public boolean claim() {
        try {
            return claimAll();
        } catch (LeaseLost | BrokenData e) {
            log.info("Another generation of {} could not be claimed: {}", projection.name(), e.getMessage());
            close(segments);
            return false;
        }
    }

    /** Gives the segments up for now; the next round goes on where they stand. */
    public void pause() {
        close(segments);
    }

    /** Applies all events up to a settled one, none behind it; false when the time was over before, or nothing is held. */
    boolean moveTo(EventPosition end, long deadline) throws LeaseLost, BrokenData {
        boolean reached = claimAll();
        for (var segment : segments) {
            reached = reached && segment.moveTo(end, deadline);
        }
        return reached;
    }

    List<Lease> leases() {
        return segments.stream().map(Segment::held).toList();
    }

    int database() {
        return projection.database();
    }

    /** Gives the segments up; whoever goes on does so from where they stand. */
    @Override
    public void close() {
        close(segments);
        threads.close();
    }

    static void close(List<Segment> segments) {
        segments.forEach(Segment::close);
        segments.clear();
    }

    private boolean claimAll() throws LeaseLost, BrokenData {
        if (only != null && segments.isEmpty()) {
            var layout = Layout.read(parts.databases(), projection.name(), projection.database());
            if (layout == null || !layout.epoch().equals(only)) {
                throw new Gone("the generation is there no longer");
            }
        }
        for (int i = 0; segments.isEmpty() || i < segments.getFirst().segments(); i++) {
            if (segments.size() == i) {
                segments.add(new Segment(parts, projection, i, owner, Segment.Mode.SILENT));
            }
            if (!segments.get(i).isHeld() && !segments.get(i).claim(true)) {
                return false;
            }
        }
        return true;
    }

    private boolean stepGently() throws LeaseLost, BrokenData {
        boolean caughtUp = true;
        for (var segment : segments) {
            long begun = System.nanoTime();
            segment.batchEvents(GENTLE_EVENTS);
            if (segment.step().isZero()) {
                LockSupport.parkNanos(System.nanoTime() - begun);
            }
            caughtUp &= segment.isAtHead();
        }
        return caughtUp;
    }

    private boolean stepTogether() throws LeaseLost, BrokenData {
        List<Callable<Boolean>> steps = new ArrayList<>();
        for (var segment : segments) {
            segment.batchEvents(parts.settings().batchEvents());
            steps.add(() -> {
                segment.step();
                for (int i = 1; i < STEPS_A_ROUND && !segment.isAtHead(); i++) {
                    segment.step();
                }
                return segment.isAtHead();
            });
        }
        try {
            boolean caughtUp = true;
            for (var step : threads.invokeAll(steps)) {
                caughtUp &= step.get();
            }
            return caughtUp;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case LeaseLost lost -> throw lost;
                case BrokenData broken -> throw broken;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
