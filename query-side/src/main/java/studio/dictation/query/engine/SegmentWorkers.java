package studio.dictation.query.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.query.redis.Broadcasts;

/** The workers of this node, a thread per segment, which hold as many of the segments as is this node's share. */
final class SegmentWorkers {
    private static final Logger log = LoggerFactory.getLogger(SegmentWorkers.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Parts parts;
    private final Spread spread;
    private final List<Employed> employed = new CopyOnWriteArrayList<>();
    private @Nullable Broadcasts broadcasts;
    private @Nullable Thread spreading;
    private volatile boolean running;
    private volatile boolean told;

    SegmentWorkers(Parts parts) {
        this.parts = parts;
        this.spread = new Spread(parts.settings().node(), parts.settings().lapse(), System::nanoTime);
    }

    private record Employed(SegmentWorker worker, Thread thread) {}

    /** Begins to work; the other nodes are told how much there is here. */
    void start(Collection<Projection> projections, Broadcasts telling) {
        running = true;
        broadcasts = telling;
        projections.forEach(projection -> employ(projection, parts.segmentsOf(projection)));
        spreading = Thread.ofPlatform().daemon().name("projections-spread").start(() -> spreadEvenly(telling));
    }

    /** Sees to it that there is a worker for each segment of a projection. */
    synchronized void employ(Projection projection, int segments) {
        for (int i = 0; i < segments && running; i++) {
            int segment = i;
            if (states().stream().noneMatch(known -> known.segment() == segment && known.projection().equals(projection.name()))) {
                var worker = new SegmentWorker(parts, projection, segment);
                employed.add(new Employed(
                        worker,
                        Thread.ofPlatform()
                                .name("projection-" + projection.name() + "-" + segment)
                                .start(worker)));
            }
        }
    }

    List<SegmentState> states() {
        return workers().map(SegmentWorker::state).toList();
    }

    /** Looks for new events now; {@code kinds} says which there may be, none of them any. */
    void wake(Set<Class<?>> kinds) {
        workers().forEach(worker -> worker.wake(kinds));
    }

    /** Whoever holds a segment looks whether that is still so; who stands by for one takes it, if it is this node's turn. */
    void released(String projection) {
        boolean next = spread.isNext(states());
        workersOf(projection)
                .filter(worker -> next || worker.state().condition() == SegmentState.Condition.WORKING)
                .forEach(SegmentWorker::released);
    }

    /** Another node told how much there is at it. */
    void heard(String told) {
        spread.heard(told);
    }

    /** Has all dead letters of a projection tried again. */
    void retryLetters(String projection) {
        workersOf(projection).forEach(SegmentWorker::retryLetters);
    }

    /** Finishes the batches at hand and gives the segments up. */
    void stop() {
        synchronized (this) {
            running = false;
        }
        var ending = spreading;
        var telling = broadcasts;
        if (ending != null && telling != null) {
            // Who stops it once more doesn't tell once more.
            spreading = null;
            broadcasts = null;
            LockSupport.unpark(ending);
            join(ending);
            if (told) {
                tell(telling, spread.left());
            }
        }
        workers().forEach(SegmentWorker::stop);
        employed.forEach(one -> join(one.thread));
        employed.clear();
    }

    private Stream<SegmentWorker> workers() {
        return employed.stream().map(Employed::worker);
    }

    private Stream<SegmentWorker> workersOf(String projection) {
        return workers().filter(worker -> worker.state().projection().equals(projection));
    }

    private void spreadEvenly(Broadcasts telling) {
        var round = parts.settings().lapse().dividedBy(4);
        while (running) {
            told = tell(telling, spread.told(states()));
            if (told) {
                spread.excess(states()).ifPresent(this::giveUp);
            }
            LockSupport.parkNanos(round.toNanos());
        }
    }

    private void giveUp(Spread.Excess excess) {
        log.info("Projection {}: {} segments are left to nodes that have fewer", excess.projection(), excess.count());
        workersOf(excess.projection())
                .filter(worker -> worker.state().condition() == SegmentState.Condition.WORKING)
                .limit(excess.count())
                .forEach(SegmentWorker::giveUp);
    }

    /** Whether the others were told; if not, they count this node as gone for as long as Redis is. */
    private static boolean tell(Broadcasts telling, String told) {
        try {
            telling.spread(told);
            return true;
        } catch (RuntimeException e) {
            log.debug("Nobody is told of the segments here: {}", e.toString());
            return false;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
