package studio.dictation.query.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.OutdatedLayout;

/**
 * Moves one segment of one live projection on, as long as this node may. Whatever goes wrong, it lets go of everything it believes
 * and starts over from what stands in Redis.
 */
final class SegmentWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SegmentWorker.class);
    private static final long SHORTEST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2_000;

    private final Parts parts;
    private final Projection projection;
    private final int number;
    private final Segment segment;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean retryLetters = new AtomicBoolean();
    private final AtomicBoolean doubtful = new AtomicBoolean();
    private final AtomicBoolean tooMuch = new AtomicBoolean();
    private volatile SegmentState state;
    private volatile boolean stopping;

    private long pause = SHORTEST_PAUSE;
    private boolean woken;

    SegmentWorker(Parts parts, Projection projection, int number) {
        this.parts = parts;
        this.projection = projection;
        this.number = number;
        this.segment = new Segment(parts, projection, number, parts.settings().node(), Segment.Mode.ANNOUNCING);
        this.state = SegmentState.standingBy(projection.name(), number);
    }

    /**
     * Looks for new events now, if they may be of its kinds; one that stands by, or waits for a store to come back, is not hurried by
     * commits.
     */
    void wake(Set<Class<?>> kinds) {
        if (state.condition() == SegmentState.Condition.WORKING
                && (kinds.isEmpty() || !Collections.disjoint(segment.events(), kinds))) {
            wake.release();
        }
    }

    /** Somebody gave a segment of the projection up: looks at once whether it is this one. */
    void released() {
        doubtful.set(true);
        if (state.condition() != SegmentState.Condition.FAILING) {
            wake.release();
        }
    }

    /** Tries the dead letters again. */
    void retryLetters() {
        retryLetters.set(true);
        wake.release();
    }

    /** Finishes the batch at hand and leaves the segment to another node; takes it again if nobody wants it. */
    void giveUp() {
        tooMuch.set(true);
        wake.release();
    }

    /** Finishes the batch at hand and gives the segment up. */
    void stop() {
        stopping = true;
        wake.release();
    }

    SegmentState state() {
        return state;
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                if (tooMuch.getAndSet(false)) {
                    standBy();
                } else if (segment.isHeld() || claim()) {
                    step();
                } else {
                    rest(parts.settings().lapse().dividedBy(4));
                }
            } catch (LeaseLost lost) {
                lost(lost);
            } catch (OutdatedLayout older) {
                log.warn("Projection {} is filled anew: {}", projection.name(), older.getMessage());
                state = state.failing(older.toString());
                fillAnew();
            } catch (BrokenData broken) {
                log.error("Projection {} is filled anew: {}", projection.name(), broken.getMessage());
                state = state.failing(broken.toString());
                fillAnew();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
        leave();
    }

    private void standBy() {
        leave();
        wake.drainPermits();
        rest(parts.settings().lapse().dividedBy(4));
    }

    private void leave() {
        segment.close();
        state = SegmentState.standingBy(projection.name(), number);
    }

    private boolean claim() throws LeaseLost, BrokenData {
        if (!segment.claim(false)) {
            state = SegmentState.standingBy(projection.name(), number);
            return false;
        }
        retryLetters.set(segment.letters().count() > 0);
        state = working();
        return true;
    }

    private void step() throws LeaseLost, BrokenData {
        if (doubtful.getAndSet(false)) {
            segment.doubt();
        }
        if (retryLetters.getAndSet(false)) {
            segment.retryLetters();
        }
        // Before the look at the event store, which may take long.
        segment.heartbeat();
        var idle = !woken && segment.isIdle() ? segment.keep() : segment.step();
        woken = false;
        state = working();
        pause = SHORTEST_PAUSE;
        if (!idle.isZero()) {
            rest(idle);
        }
    }

    private SegmentState working() {
        return state.working(segment.held().position(), segment.letters().count());
    }

    private void lost(LeaseLost lost) {
        // Losing a race for a free segment is nothing to tell; losing a segment that was held is.
        boolean held = segment.isHeld();
        log.atLevel(held ? Level.INFO : Level.DEBUG).log("Projection {} lets go: {}", projection.name(), lost.getMessage());
        segment.letGo(false);
        state = SegmentState.standingBy(projection.name(), number);
        if (held) {
            parts.observer().segmentLost(projection.name());
        }
        rest(Duration.ofMillis(SHORTEST_PAUSE));
    }

    private void fillAnew() {
        try {
            segment.wipe();
        } catch (LeaseLost other) {
            log.info("Another node fills projection {} anew", projection.name());
        } catch (RuntimeException e) {
            log.error("Projection {} could not be emptied: {}", projection.name(), e.toString());
        }
        segment.letGo(true);
        rest(Duration.ofMillis(SHORTEST_PAUSE));
    }

    private void failed(Throwable e) {
        if (pause == SHORTEST_PAUSE) {
            log.warn("Projection {} segment {} can't go on and tries again", projection.name(), number, e);
        }
        state = state.failing(e.toString());
        segment.letGo(true);
        rest(Duration.ofMillis(pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }

    private void rest(Duration atMost) {
        try {
            woken = !stopping && wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (woken) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
