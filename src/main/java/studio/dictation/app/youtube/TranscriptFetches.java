package studio.dictation.app.youtube;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.app.youtube.NotFetched.Reason;
import studio.dictation.command.catalog.TranscriptUnavailable;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.query.redis.FetchTurns;

/**
 * Fetches transcripts from outside: of a video at most once at a time, whoever asks on whichever node, and not again soon after
 * it failed. Whoever asks waits, but not for long. Never call it inside a transaction.
 */
public final class TranscriptFetches {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptFetches.class);

    private final TranscriptChain chain;
    private final FetchTurns turns;
    private final Bounds bounds;
    private final Semaphore callers;
    private final Semaphore fetches;
    private final Map<String, CompletableFuture<FetchedTranscript>> running = new ConcurrentHashMap<>();

    /**
     * What is allowed.
     *
     * @param total      how long a caller waits at most
     * @param turn       when a turn ends by itself; longer than {@code total} and what it takes to keep a transcript
     * @param memory     how long a failure is remembered
     * @param callers    how many may wait at once on this node: each holds a thread
     * @param fetches    how many fetch at once on this node
     * @param queueing   how long a fetch waits until it may begin
     */
    public record Bounds(
            Duration total, Duration turn, Duration memory, int callers, int fetches, Duration queueing) {}

    public TranscriptFetches(TranscriptSources sources, FetchTurns turns, Bounds bounds) {
        this(sources.chain(), turns, bounds);
    }

    TranscriptFetches(TranscriptChain chain, FetchTurns turns, Bounds bounds) {
        this.chain = chain;
        this.turns = turns;
        this.bounds = bounds;
        this.callers = new Semaphore(bounds.callers());
        this.fetches = new Semaphore(bounds.fetches(), true);
    }

    /**
     * The transcript of a video, fetched or fetched by others meanwhile.
     *
     * @param purpose what it is fetched for; those who want it for the same purpose on this node share one fetch
     * @param kept    what others have kept for that purpose
     * @param keep    keeps what was fetched, before anybody else may fetch it
     */
    public FetchedTranscript fetch(
            YouTubeVideoId video,
            String purpose,
            Supplier<Optional<FetchedTranscript>> kept,
            Consumer<FetchedTranscript> keep)
            throws NotFetched {
        if (!callers.tryAcquire()) {
            throw busy();
        }
        try {
            var mine = new CompletableFuture<FetchedTranscript>();
            var others = running.putIfAbsent(purpose, mine);
            return others == null ? lead(video, purpose, mine, kept, keep) : follow(others);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            callers.release();
        }
    }

    private FetchedTranscript lead(
            YouTubeVideoId video,
            String purpose,
            CompletableFuture<FetchedTranscript> mine,
            Supplier<Optional<FetchedTranscript>> kept,
            Consumer<FetchedTranscript> keep)
            throws NotFetched, InterruptedException {
        try {
            var fetched = inTurn(video.value(), new Work(video, kept, keep), Deadline.in(bounds.total()));
            mine.complete(fetched);
            return fetched;
        } catch (NotFetched | InterruptedException | RuntimeException failed) {
            mine.completeExceptionally(failed);
            throw failed;
        } finally {
            // Whatever else went wrong, nobody waits for it.
            mine.cancel(false);
            running.remove(purpose, mine);
        }
    }

    private FetchedTranscript follow(CompletableFuture<FetchedTranscript> others) throws NotFetched, InterruptedException {
        try {
            return others.get(bounds.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw busy();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException outage) {
                throw outage;
            }
            throw failed.getCause() instanceof NotFetched notFetched ? notFetched : busy();
        }
    }

    private FetchedTranscript inTurn(String video, Work work, Deadline deadline) throws NotFetched, InterruptedException {
        var owner = UUID.randomUUID().toString();
        var answer = turns.take(video, owner, bounds.turn());
        while (answer instanceof FetchTurns.Occupied) {
            if (deadline.isOver()) {
                throw busy();
            }
            try (var waiting = turns.waitFor(video)) {
                answer = turns.take(video, owner, bounds.turn());
                if (answer instanceof FetchTurns.Occupied occupied) {
                    waiting.await(deadline.left(occupied.atMost()));
                }
            }
        }
        if (answer instanceof FetchTurns.Failed failed) {
            throw new NotFetched(Reason.REMEMBERED, failed.remembered());
        }
        var remembered = Duration.ZERO;
        try {
            // Somebody may have kept one between our look and our turn.
            var there = work.kept.get();
            if (there.isPresent()) {
                return there.get();
            }
            var fetched = bounded(work.video, deadline);
            work.keep.accept(fetched);
            return fetched;
        } catch (NotFetched failed) {
            remembered = failed.reason() == Reason.FAILED ? bounds.memory() : remembered;
            throw failed;
        } finally {
            end(video, owner, remembered);
        }
    }

    private FetchedTranscript bounded(YouTubeVideoId video, Deadline deadline) throws NotFetched, InterruptedException {
        if (!fetches.tryAcquire(deadline.left(bounds.queueing()).toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        try {
            return chain.fetch(video, deadline.left());
        } catch (TranscriptUnavailable failed) {
            throw failed.reason() == TranscriptUnavailable.Reason.SUSPENDED
                    ? new NotFetched(Reason.REMEMBERED, RetriedSource.LEFT_ALONE)
                    : new NotFetched(Reason.FAILED, bounds.memory());
        } finally {
            fetches.release();
        }
    }

    private void end(String video, String owner, Duration remembered) {
        try {
            turns.end(video, owner, remembered);
        } catch (RuntimeException lost) {
            LOG.warn("The turn to fetch {} can't be ended and lapses in {} s: {}", video, bounds.turn().toSeconds(), lost.toString());
        }
    }

    private static NotFetched busy() {
        return new NotFetched(Reason.BUSY, Duration.ofSeconds(5));
    }

    private record Work(
            YouTubeVideoId video, Supplier<Optional<FetchedTranscript>> kept, Consumer<FetchedTranscript> keep) {}
}
