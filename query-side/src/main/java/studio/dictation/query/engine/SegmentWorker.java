package studio.dictation.query.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import studio.dictation.eventstore.EventFilter;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.Page;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.Lease;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.Names;
import studio.dictation.query.redis.OutdatedLayout;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.SegmentConnection;

/**
 * Moves one segment of one projection on: claims it, reads events, writes batches. Whatever goes wrong, it lets go of
 * everything it believes and starts over from what stands in Redis.
 */
final class SegmentWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SegmentWorker.class);
    private static final String START = EventPosition.START.toString();
    /** A page without wanted events moves the stored position at most this often. */
    private static final long QUIET_WRITE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long SHORTEST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2_000;
    private static final int LETTERS_AT_ONCE = 500;

    private final Parts parts;
    private final Projection projection;
    private final int segment;
    private final Set<String> wantedNames;
    private final PendingChanges changes;
    private final HandlerTable handlers;
    private final Names names = new Names();
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean retryLetters = new AtomicBoolean();
    private volatile SegmentState state;
    private volatile boolean stopping;

    private @Nullable SegmentConnection connection;
    private @Nullable Lease lease;
    private Letters letters = new Letters();
    private EventPosition read = EventPosition.START;
    private @Nullable CompletableFuture<Page> ahead;
    private long heartbeatAt;
    private long checkedAt;
    private int roundsAboveHorizon;
    private long pause = SHORTEST_PAUSE;

    SegmentWorker(Parts parts, Projection projection, int segment) {
        this.parts = parts;
        this.projection = projection;
        this.segment = segment;
        this.changes = new PendingChanges(parts.clock());
        this.handlers = new HandlerTable(projection.handlers().apply(changes));
        this.wantedNames = parts.namesOf(handlers.events());
        this.state = SegmentState.standingBy(projection.name(), segment);
    }

    /**
     * Looks for new events now, if they may be of its kinds; one that stands by, or waits for a store to come back, is not hurried by
     * commits.
     */
    void wake(Set<Class<?>> kinds) {
        if (state.condition() == SegmentState.Condition.WORKING
                && (kinds.isEmpty() || !Collections.disjoint(handlers.events(), kinds))) {
            wake.release();
        }
    }

    /** Tries the dead letters again. */
    void retryLetters() {
        retryLetters.set(true);
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
                if (lease != null || claim()) {
                    step();
                    pause = SHORTEST_PAUSE;
                } else {
                    rest(parts.settings().lapse().dividedBy(4));
                }
            } catch (LeaseLost lost) {
                // Losing a race for a free segment is nothing to tell; losing a segment that was held is.
                log.atLevel(lease == null ? Level.DEBUG : Level.INFO)
                        .log("Projection {} lets go: {}", projection.name(), lost.getMessage());
                letGo(false);
                state = SegmentState.standingBy(projection.name(), segment);
                rest(Duration.ofMillis(SHORTEST_PAUSE));
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
        release();
    }

    private boolean claim() throws LeaseLost, BrokenData {
        var settings = parts.settings();
        var claimed = connection()
                .claim(settings.node(), settings.lapse().toMillis(), START, parts.segmentsOf(projection));
        parts.segmentsSeen().accept(projection, connection().segments());
        if (claimed.isEmpty()) {
            state = SegmentState.standingBy(projection.name(), segment);
            return false;
        }
        var stand = EventPosition.parse(claimed.get().position());
        if (!stand.equals(EventPosition.START) && !parts.reader().contains(stand)) {
            throw new BrokenData("segment " + segment + " stands at " + stand
                    + ", an event that the event store does not hold: it is another history, or was restored to an earlier state");
        }
        lease = claimed.get();
        read = stand;
        letters = Letters.parse(connection().letters());
        retryLetters.set(letters.count() > 0);
        heartbeatAt = System.nanoTime();
        checkedAt = heartbeatAt - QUIET_WRITE;
        state = state.working(claimed.get().position(), letters.count());
        return true;
    }

    private void step() throws LeaseLost, BrokenData {
        heartbeat();
        if (retryLetters.getAndSet(false)) {
            for (var sequence : letters.sequences()) {
                retry(sequence);
            }
        }
        var page = nextPage();
        if (!page.events().isEmpty()) {
            roundsAboveHorizon = 0;
        }
        if (page.events().stream().anyMatch(StoredEvent::wanted)) {
            write(page.events());
            read = last(page);
        } else if (!page.events().isEmpty()) {
            read = last(page);
            keepUp();
        } else {
            keepUp();
            rest(untilNextLook(page));
        }
    }

    /** While a replay is under way the next page is read beside the work on this one. */
    private Page nextPage() {
        var filter = new EventFilter(wantedNames, segment, held().segments());
        var page = ahead == null ? readAfter(read, filter) : join(ahead);
        ahead = null;
        if (!page.reachedHead() && !page.events().isEmpty()) {
            var from = last(page);
            ahead = CompletableFuture.supplyAsync(() -> readAfter(from, filter), Thread::startVirtualThread);
        }
        return page;
    }

    private void write(List<StoredEvent> events) throws LeaseLost, BrokenData {
        var working = letters.copy();
        changes.clear();
        var batch = new Batch(projection, events, changes, working, Set.of());
        batch.collect(handlers, parts.decoder());
        connection().load(held(), changes, names);
        batch.apply(names);
        commit(
                events.getLast().position().toString(),
                working,
                batch.announcement(segment).bytes());
    }

    /** Tries what waits in a sequence, oldest first, as far as it goes. */
    private void retry(String sequence) throws LeaseLost, BrokenData {
        boolean further = true;
        while (further) {
            var waiting = letters.of(sequence).stream().limit(LETTERS_AT_ONCE).toList();
            var events = parts.reader()
                    .byIds(waiting.stream()
                            .map(letter -> letter.position().eventId())
                            .toList());
            if (events.size() != waiting.size()) {
                throw new BrokenData("a dead letter of segment " + segment + " points at no stored event");
            }
            var working = letters.copy();
            changes.clear();
            var batch = new Batch(projection, events, changes, working, Set.of(sequence));
            batch.collect(handlers, parts.decoder());
            connection().load(held(), changes, names);
            batch.apply(names);
            int applied = batch.applied();
            working.settle(sequence, applied);
            commit(held().position(), working, batch.announcement(segment).bytes());
            further = applied == events.size() && !letters.of(sequence).isEmpty();
        }
    }

    private void commit(String position, Letters working, byte @Nullable [] announcement)
            throws LeaseLost, BrokenData {
        lease = connection().commit(held(), position, changes, names, working.changes(), announcement);
        letters = working.copy();
        checkedAt = System.nanoTime();
        state = state.working(position, letters.count());
    }

    /** Moves the stored position over events that change nothing, and notices an idle Redis that lost its data. */
    private void keepUp() throws LeaseLost, BrokenData {
        if (System.nanoTime() - checkedAt < QUIET_WRITE) {
            return;
        }
        if (read.toString().equals(held().position())) {
            connection().verify(held());
            checkedAt = System.nanoTime();
        } else {
            changes.clear();
            connection().load(held(), changes, names);
            commit(read.toString(), letters, null);
        }
    }

    private Duration untilNextLook(Page page) {
        if (page.pendingAboveHorizon()) {
            // A transaction that stays open for long is not asked after five hundred times a second.
            return Duration.ofMillis(++roundsAboveHorizon < 500 ? 2 : 25);
        }
        roundsAboveHorizon = 0;
        return read.toString().equals(held().position()) ? parts.settings().poll() : Duration.ofNanos(QUIET_WRITE);
    }

    private void heartbeat() throws LeaseLost {
        var lapse = parts.settings().lapse();
        if (System.nanoTime() - heartbeatAt > lapse.dividedBy(4).toNanos()) {
            connection().renew(parts.settings().node(), lapse.toMillis());
            heartbeatAt = System.nanoTime();
        }
    }

    private void fillAnew() {
        try {
            connection().wipe(START, parts.segmentsOf(projection));
        } catch (LeaseLost other) {
            log.info("Another node fills projection {} anew", projection.name());
        } catch (BrokenData | RuntimeException e) {
            log.error("Projection {} could not be emptied: {}", projection.name(), e.toString());
        }
        letGo(true);
        rest(Duration.ofMillis(SHORTEST_PAUSE));
    }

    private void failed(Throwable e) {
        if (pause == SHORTEST_PAUSE) {
            log.warn("Projection {} segment {} can't go on and tries again", projection.name(), segment, e);
        }
        state = state.failing(e.toString());
        letGo(true);
        rest(Duration.ofMillis(pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }

    private void letGo(boolean reconnect) {
        lease = null;
        ahead = null;
        if (reconnect && connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void release() {
        try (var closing = connection) {
            if (closing != null && lease != null) {
                closing.release(parts.settings().node());
            }
        } catch (RuntimeException e) {
            log.info("Projection {} segment {} lapses by itself: {}", projection.name(), segment, e.toString());
        }
        state = SegmentState.standingBy(projection.name(), segment);
    }

    private SegmentConnection connection() {
        if (connection == null) {
            connection = new SegmentConnection(
                    parts.databases(), projection.name(), projection.database(), segment, projection.layout());
        }
        return connection;
    }

    private Lease held() {
        if (lease == null) {
            throw new IllegalStateException("Segment " + segment + " is not held");
        }
        return lease;
    }

    private Page readAfter(EventPosition position, EventFilter filter) {
        var settings = parts.settings();
        return parts.reader().read(position, filter, settings.batchEvents(), settings.batchBytes());
    }

    private static Page join(CompletableFuture<Page> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EventPosition last(Page page) {
        return page.events().getLast().position();
    }

    private void rest(Duration atMost) {
        try {
            if (!stopping && wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
