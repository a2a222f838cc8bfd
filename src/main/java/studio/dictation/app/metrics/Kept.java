package studio.dictation.app.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is asked for at most once in a while, however many want it, and never twice at the same time. Whoever asks waits for
 * a new one for a moment only: where there is none by then, or asking failed, the answer is nothing.
 */
final class Kept<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final String what;
    private final Supplier<T> source;
    private final long age;
    private @Nullable CompletableFuture<T> answer;
    private long askedAt;
    private boolean failing;

    /**
     * @param what   is asked for, as a log line names it
     * @param source may be slow, and may fail
     * @param age    how old an answer may be
     */
    Kept(String what, Duration age, Supplier<T> source) {
        this.what = what;
        this.source = source;
        this.age = age.toNanos();
    }

    /** Asks, unless the last answer is new enough, and waits for nothing. */
    void ask() {
        var _ = asked();
    }

    /** The answer, asked for now unless the last one is new enough. */
    Optional<T> get() {
        try {
            return told(Optional.of(asked().get(Math.max(0, patience()), TimeUnit.NANOSECONDS)), null);
        } catch (TimeoutException late) {
            return told(Optional.empty(), late);
        } catch (ExecutionException failed) {
            return told(Optional.empty(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<T> asked() {
        var known = answer;
        if (known == null || (known.isDone() && System.nanoTime() - askedAt > age)) {
            known = CompletableFuture.supplyAsync(source, Thread::startVirtualThread);
            answer = known;
            askedAt = System.nanoTime();
        }
        return known;
    }

    private synchronized long patience() {
        return askedAt + PATIENCE - System.nanoTime();
    }

    /** Said once, not at every look: an exception's own text may quote anything, its class is enough. */
    private synchronized Optional<T> told(Optional<T> result, @Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.warn("{} can't be looked up, which is tried again and again: {}", what, failure.getClass().getName());
        }
        failing = failure != null;
        return result;
    }
}
