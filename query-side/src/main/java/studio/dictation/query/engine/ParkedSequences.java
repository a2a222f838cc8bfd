package studio.dictation.query.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.ProjectionUnavailable;

/** Which sequences are parked, as this node last saw it: at most two seconds ago, and at once when a batch parks something. */
final class ParkedSequences implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ParkedSequences.class);
    private static final long PERIOD_MILLIS = 2_000;
    /** Whoever parks events parks many of them. */
    private static final long GATHERED_MILLIS = 100;

    private final Map<String, GuardedReads> reads;
    private final Map<String, Set<String>> parked = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private @Nullable Thread thread;

    ParkedSequences(Map<String, GuardedReads> reads) {
        this.reads = reads;
    }

    void start() {
        thread = Thread.ofVirtual().name("parked-sequences").start(this::run);
    }

    /** Whether a sequence of a projection is parked. */
    boolean contains(String projection, String sequence) {
        return parked.getOrDefault(projection, Set.of()).contains(sequence);
    }

    /** Looks again soon. */
    void doubt() {
        wake.release();
    }

    /** Looks at a projection now; what can't be looked at stays as it was. */
    void look(String projection) {
        var guarded = reads.get(projection);
        if (guarded != null) {
            look(projection, guarded);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                reads.forEach(this::look);
                TimeUnit.MILLISECONDS.sleep(GATHERED_MILLIS);
                if (wake.tryAcquire(PERIOD_MILLIS - GATHERED_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String projection, GuardedReads guarded) {
        try {
            parked.put(projection, guarded.parked().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet()));
        } catch (ProjectionUnavailable unavailable) {
            log.debug("What is parked in projection {} is as it was: {}", projection, unavailable.getMessage());
        }
    }
}
