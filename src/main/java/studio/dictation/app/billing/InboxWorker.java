package studio.dictation.app.billing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.kernel.Rejection;

/**
 * Applies what is in the inbox, some messages at once, and tells those who wait here of what is applied, by whichever node. What fails
 * is tried again, later and later. A node that ends without a word is followed by another when its lease has run out.
 */
public final class InboxWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    /** Most of the time each of them waits: for the provider, a commit, or until reads show what became of it. */
    private static final int AT_ONCE = 16;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration HOLD_EVERY = Duration.ofSeconds(4);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
    private static final int SWEPT_AT_ONCE = 500;
    /** For messages of other nodes, and those that become due. */
    private static final Duration POLL = Duration.ofMillis(250);
    /** While somebody waits here for what another node may be working on. */
    private static final Duration IMPATIENT_POLL = Duration.ofMillis(100);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final PaymentApplication application;
    private final String node;
    private final Duration retention;
    private final boolean applies;
    private final MeterRegistry meters;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Semaphore wake = new Semaphore(0);
    private final Set<Long> atHand = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Thread thread;
    private @Nullable ExecutorService hands;
    private long heldAt;
    private long sweptAt;

    /**
     * Prepares it; nothing runs before {@link #start}.
     *
     * @param node      name of this node, new at every start
     * @param retention how long settled messages are kept
     * @param applies   whether this node applies messages
     * @param meters    where what became of messages is counted
     */
    public InboxWorker(
            Inbox inbox, PaymentApplication application, String node, Duration retention, boolean applies, MeterRegistry meters) {
        this.inbox = inbox;
        this.application = application;
        this.node = node;
        this.retention = retention;
        this.applies = applies;
        this.meters = meters;
        inbox.onNew(wake::release);
    }

    /** Starts working. */
    public void start() {
        stopping = false;
        hands = Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().name("inbox-", 0).factory());
        heldAt = System.nanoTime();
        // The first sweep comes when everything has had time to start.
        sweptAt = heldAt;
        thread = Thread.ofPlatform().name("inbox").start(this::run);
    }

    /** Finishes the messages at hand; what isn't finished then is left to another node. */
    @Override
    public void close() {
        stopping = true;
        wake.release();
        try {
            // Who closes it once more doesn't wait once more.
            var running = thread;
            thread = null;
            if (running != null) {
                running.join(STOP);
            }
            var working = hands;
            hands = null;
            if (working != null) {
                working.shutdown();
                if (!working.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    working.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                rest(step() ? Duration.ZERO : inbox.isAwaited() ? IMPATIENT_POLL : POLL);
            } catch (RuntimeException | Error failure) {
                LOG.warn("The inbox can't be read and is tried again: {}", failure.getClass().getName());
                rest(POLL);
            }
        }
    }

    /** Does what there is to do; answers whether there may be more at once. */
    private boolean step() {
        if (inbox.isAwaited()) {
            inbox.lookAfterAll();
        }
        return applies && apply();
    }

    private boolean apply() {
        if (isOver(heldAt, HOLD_EVERY)) {
            if (!atHand.isEmpty()) {
                inbox.hold(atHand, node, LEASE);
            }
            heldAt = System.nanoTime();
        }
        if (isOver(sweptAt, SWEEP_EVERY) && inbox.sweep(retention, SWEPT_AT_ONCE) < SWEPT_AT_ONCE) {
            sweptAt = System.nanoTime();
        }
        if (!free.tryAcquire()) {
            return false;
        }
        var message = inbox.claim(node, LEASE).orElse(null);
        var workers = hands;
        if (message == null || workers == null) {
            free.release();
            return false;
        }
        atHand.add(message.id());
        workers.execute(() -> {
            try (var _ = MDC.putCloseable(CommandMetadata.CORRELATION_ID, message.eventId())) {
                work(message);
            }
        });
        return true;
    }

    private void work(InboxMessage message) {
        try {
            var settled = settled(message);
            inbox.settle(message, node, settled);
            count(message, settled.state().name().toLowerCase(Locale.ROOT));
        } catch (PaymentUnavailable unavailable) {
            postpone(message, "provider-unavailable", unavailable);
        } catch (PaymentRefused refused) {
            postpone(message, "provider-refused", refused);
        } catch (RuntimeException | Error failure) {
            postpone(message, "failed", failure);
        } finally {
            atHand.remove(message.id());
            free.release();
            wake.release();
        }
    }

    private Settled settled(InboxMessage message) throws PaymentRefused, PaymentUnavailable {
        try {
            return application.apply(message);
        } catch (Rejection rejected) {
            // It would be refused again and again.
            return Settled.unmatched(rejected.code());
        } catch (PaymentRefused refused) {
            if (refused.isMissing()) {
                return Settled.unmatched("object-missing");
            }
            throw refused;
        }
    }

    private void postpone(InboxMessage message, String reason, Throwable failure) {
        // Its message may quote what the provider said of somebody; class and id are enough to find it.
        LOG.warn("Message {} of type {} can't be applied and is tried again: {}", message.eventId(), message.type(),
                failure.getClass().getName());
        count(message, "postponed");
        try {
            inbox.postpone(message, node, reason, pause(message.attempts()));
        } catch (RuntimeException unreachable) {
            LOG.info("The lease of message {} runs out by itself: {}", message.eventId(), unreachable.getClass().getName());
        }
    }

    /** Only messages of known types are worked on. */
    private void count(InboxMessage message, String outcome) {
        meters.counter("dictation.inbox.messages", "type", message.type(), "outcome", outcome).increment();
    }

    private static Duration pause(int attempts) {
        var pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static boolean isOver(long since, Duration duration) {
        return System.nanoTime() - since > duration.toNanos();
    }

    private void rest(Duration atMost) {
        try {
            if (wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
