package studio.dictation.app.youtube;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.command.catalog.TranscriptSource;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.catalog.TranscriptUnavailable.Reason;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.events.catalog.TranscriptLine;

/**
 * A source that is asked again after a pause when it was overloaded or out of reach, and left alone for a while when it fails
 * all the time. That a video has no transcript is no failure.
 */
final class RetriedSource implements TranscriptSource {
    private static final Logger LOG = LoggerFactory.getLogger(RetriedSource.class);
    private static final int ATTEMPTS_LOOKED_AT = 20;
    private static final int FEWEST_ATTEMPTS = 6;
    private static final float TOO_MANY_PER_CENT = 60;
    static final Duration LEFT_ALONE = Duration.ofSeconds(30);

    private final TranscriptSource source;
    private final Patience patience;
    private final RandomGenerator random;
    private final CircuitBreaker breaker;

    /**
     * How patient we are.
     *
     * @param attempts   how often a source is asked at most, ≥ 1
     * @param firstPause about how long before the second time; twice as long before each further one
     */
    record Patience(int attempts, Duration firstPause) {
        static final Patience USUAL = new Patience(3, Duration.ofMillis(300));
        /** For a source that tries again by itself. */
        static final Patience ONCE = new Patience(1, Duration.ZERO);
    }

    RetriedSource(TranscriptSource source, Patience patience, Clock clock, RandomGenerator random) {
        this.source = source;
        this.patience = patience;
        this.random = random;
        this.breaker = CircuitBreaker.of(source.name(), CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(ATTEMPTS_LOOKED_AT)
                .minimumNumberOfCalls(FEWEST_ATTEMPTS)
                .failureRateThreshold(TOO_MANY_PER_CENT)
                .waitDurationInOpenState(LEFT_ALONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(failure -> !(failure instanceof TranscriptUnavailable none && none.reason() == Reason.NONE))
                .build());
        breaker.getEventPublisher().onStateTransition(changed -> LOG.warn("Source of transcripts {}: {} → {}",
                source.name(), changed.getStateTransition().getFromState(), changed.getStateTransition().getToState()));
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public boolean isAvailable() {
        return source.isAvailable();
    }

    @Override
    public List<TranscriptLine> fetch(YouTubeVideoId video, Duration atMost) throws TranscriptUnavailable {
        var deadline = Deadline.in(atMost);
        for (int attempt = 1; ; attempt++) {
            try {
                return once(video, deadline);
            } catch (TranscriptUnavailable failed) {
                if (failed.reason() != Reason.TRANSIENT || attempt == patience.attempts() || !paused(attempt, failed, deadline)) {
                    throw failed;
                }
            }
        }
    }

    private List<TranscriptLine> once(YouTubeVideoId video, Deadline deadline) throws TranscriptUnavailable {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException leftAlone) {
            throw new TranscriptUnavailable(Reason.SUSPENDED, "It failed too often and is left alone for a while", leftAlone);
        }
        long begin = breaker.getCurrentTimestamp();
        try {
            var lines = source.fetch(video, deadline.left());
            breaker.onSuccess(breaker.getCurrentTimestamp() - begin, breaker.getTimestampUnit());
            return lines;
        } catch (TranscriptUnavailable | RuntimeException failed) {
            breaker.onError(breaker.getCurrentTimestamp() - begin, breaker.getTimestampUnit(), failed);
            throw failed;
        }
    }

    /** Waits before the next attempt; false when there is no time for one. */
    private boolean paused(int attempt, TranscriptUnavailable failed, Deadline deadline) {
        var usual = patience.firstPause().multipliedBy(1L << (attempt - 1));
        // Between half and all of it, so that those who failed together don't come back together.
        var pause = Duration.ofMillis((long) (usual.toMillis() * (0.5 + random.nextDouble() / 2)));
        var wanted = failed.retryAfter();
        if (wanted != null && wanted.compareTo(pause) > 0) {
            pause = wanted;
        }
        if (pause.compareTo(deadline.left()) >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
