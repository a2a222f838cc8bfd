package studio.dictation.app.automation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;

/** Runs the automations of this node, a thread each. */
public final class Automations implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final List<AutomationWorker> workers;
    private final List<Thread> threads = new ArrayList<>();
    private final AppendSignal signal;
    private @Nullable Runnable unsubscribe;

    /**
     * Prepares them; nothing runs before {@link #start}.
     *
     * @param lease how long a node that says nothing more is waited for; longer than acting upon one event takes
     */
    public Automations(
            List<Automation> automations,
            JdbcClient jdbc,
            String node,
            Duration lease,
            EventReader reader,
            EventDecoder decoder,
            EventNames names,
            AppendSignal signal) {
        var positions = new AutomationPositions(jdbc, node, lease);
        this.workers = automations.stream()
                .map(automation -> new AutomationWorker(automation, positions, reader, decoder, names))
                .toList();
        this.signal = signal;
        if (automations.stream().map(Automation::name).distinct().count() < automations.size()) {
            throw new IllegalArgumentException("Two automations have the same name");
        }
    }

    /** Starts working. */
    public void start() {
        unsubscribe = signal.subscribe(kinds -> workers.forEach(worker -> worker.wake(kinds)));
        workers.forEach(worker -> threads.add(Thread.ofPlatform().name("automation-" + threads.size()).start(worker)));
    }

    /** Finishes the events at hand, and lets other nodes go on at once. */
    @Override
    public void close() {
        if (unsubscribe != null) {
            unsubscribe.run();
        }
        workers.forEach(AutomationWorker::stop);
        threads.forEach(Automations::join);
        threads.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
