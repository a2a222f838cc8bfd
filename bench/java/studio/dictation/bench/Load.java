package studio.dictation.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Some callers that do the same thing over and over for a while. */
final class Load {
    private Load() {}

    /** What a caller does once; gets its number and a source of chance. */
    interface Work {
        void once(int caller, SplittableRandom random) throws Exception;
    }

    /** How often per second all callers together did it. A failure of any ends the run. */
    static double perSecond(int callers, Duration duration, Work work) throws Exception {
        var done = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        try (var executor = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                running.add(executor.submit(() -> {
                    var random = new SplittableRandom(caller);
                    while (System.nanoTime() < end) {
                        work.once(caller, random);
                        done.increment();
                    }
                    return null;
                }));
            }
            for (var caller : running) {
                caller.get();
            }
        }
        return done.sum() * 1e9 / (System.nanoTime() - begin);
    }
}
