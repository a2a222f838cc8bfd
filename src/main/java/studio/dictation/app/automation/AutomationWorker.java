package studio.dictation.app.automation;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventFilter;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.StoredEvent;

/** Tells one automation of its events, as long as this node may. Whatever goes wrong, it begins again at the stored position. */
final class AutomationWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AutomationWorker.class);
    private static final int EVENTS_AT_ONCE = 500;
    private static final int BYTES_AT_ONCE = 1 << 20;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** For events of other nodes, which nobody here is woken by. */
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ABOVE_HORIZON = Duration.ofMillis(10);
    private static final Duration STANDING_BY = Duration.ofSeconds(1);
    private static final Duration QUIET_MOVE = Duration.ofSeconds(1);

    private final Automation automation;
    private final AutomationPositions positions;
    private final EventReader reader;
    private final EventDecoder decoder;
    private final EventFilter wanted;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private volatile boolean working;

    private @Nullable EventPosition position;
    private @Nullable EventPosition stored;
    private @Nullable StoredEvent at;
    private boolean atHead;
    private long movedAt;
    private boolean woken;
    private long serverStarts;
    private Duration pause = SHORTEST_PAUSE;

    AutomationWorker(
            Automation automation, AutomationPositions positions, EventReader reader, EventDecoder decoder, EventNames names) {
        this.automation = automation;
        this.positions = positions;
        this.reader = reader;
        this.decoder = decoder;
        Set<String> kinds = automation.events().stream().map(kind -> names.of(kind).name()).collect(Collectors.toSet());
        this.wanted = new EventFilter(kinds, 0, 1);
    }

    /** Looks for new events now, if they may be of its kinds; one that stands by, or that failed, is not hurried by commits. */
    void wake(Set<Class<?>> kinds) {
        if (working && (kinds.isEmpty() || !Collections.disjoint(automation.events(), kinds))) {
            wake.release();
        }
    }

    /** Finishes the event at hand and gives the automation up. */
    void stop() {
        stopping = true;
        wake.release();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                var from = position == null ? claim() : position;
                working = from != null;
                rest(from == null ? STANDING_BY : step(from));
                pause = SHORTEST_PAUSE;
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
        }
        release();
    }

    private @Nullable EventPosition claim() {
        serverStarts = reader.serverStarts();
        atHead = false;
        stored = positions.claim(automation.name()).orElse(null);
        position = stored;
        if (stored != null && !reader.contains(stored)) {
            LOG.warn("Automation {} begins anew: it stands at {}, an event that the event store does not hold",
                    automation.name(), stored);
            position = EventPosition.START;
        }
        movedAt = System.nanoTime();
        return position;
    }

    /** Answers how long there is nothing to do. */
    private Duration step(EventPosition from) {
        if (!woken && isIdle(from)) {
            keep(from);
            return POLL;
        }
        woken = false;
        var page = reader.read(from, wanted, EVENTS_AT_ONCE, BYTES_AT_ONCE);
        if (reader.serverStarts() != serverStarts) {
            // It may be another history: the position is looked up again.
            position = null;
            return Duration.ZERO;
        }
        if (page.events().stream().anyMatch(StoredEvent::wanted)) {
            // Another node may have gone on while this one believed that it still may.
            move(from);
        }
        for (var event : page.events()) {
            if (stopping) {
                return Duration.ZERO;
            }
            if (position == null) {
                return STANDING_BY;
            }
            if (event.wanted()) {
                at = event;
                act(event);
                done();
                move(event.position());
            } else {
                position = event.position();
            }
        }
        var reached = page.events().isEmpty() ? from : page.events().getLast().position();
        keep(reached);
        atHead = page.reachedHead() && !page.pendingAboveHorizon();
        if (page.pendingAboveHorizon()) {
            return ABOVE_HORIZON;
        }
        return atHead ? POLL : Duration.ZERO;
    }

    /** Whether nothing is known to stand behind the position; what was committed a moment ago may not be known. */
    private boolean isIdle(EventPosition from) {
        // Whether it is the same server is asked last: the look may have been the first at another.
        return atHead && !reader.mayBeBehind(from) && reader.serverStarts() == serverStarts;
    }

    /** Moves the stored position over events that are not told, and keeps the lease. */
    private void keep(EventPosition reached) {
        var renewal = positions.renewal();
        var due = reached.equals(stored) || renewal.compareTo(QUIET_MOVE) < 0 ? renewal : QUIET_MOVE;
        if (position != null && System.nanoTime() - movedAt > due.toNanos()) {
            move(reached);
        }
    }

    private void act(StoredEvent event) {
        for (var message : decoder.decode(event)) {
            // An upcaster may have made another event of it.
            if (automation.events().contains(message.getPayloadType())) {
                var cause = Cause.of(event.eventId(), event.streamSequence(), message.getMetaData());
                MDC.put(CommandMetadata.CORRELATION_ID, cause.correlationId());
                automation.act(message.getPayload(), cause);
            }
        }
    }

    private void done() {
        at = null;
        MDC.remove(CommandMetadata.CORRELATION_ID);
    }

    private void move(EventPosition reached) {
        if (positions.move(automation.name(), reached)) {
            position = reached;
            stored = reached;
            movedAt = System.nanoTime();
        } else {
            LOG.info("Another node goes on with automation {}", automation.name());
            position = null;
        }
    }

    private void failed(Throwable failure) {
        // Its message may quote what somebody wrote; class and event are enough to find it.
        LOG.warn("Automation {} can't go on and tries again: {} at {}", automation.name(), failure.getClass().getName(),
                at == null ? "no event" : at.name() + " " + at.eventId());
        done();
        position = null;
        working = false;
        wake.drainPermits();
        if (!stopping) {
            rest(pause);
        }
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void release() {
        try {
            positions.release(automation.name());
        } catch (RuntimeException unreachable) {
            LOG.info("The lease of automation {} runs out by itself: {}", automation.name(), unreachable.getClass().getName());
        }
    }

    private void rest(Duration atMost) {
        try {
            woken = wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (woken) {
                wake.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
