package studio.dictation.app.automation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;

/** Runs the automations of this node, a thread each. */
public final class Automations implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final AutomationPositions positions;
    private final List<String> names;
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
            EventNames eventNames,
            AppendSignal signal) {
        this.positions = new AutomationPositions(jdbc, node, lease);
        this.names = automations.stream().map(Automation::name).toList();
        this.workers = automations.stream()
                .map(automation -> new AutomationWorker(automation, positions, reader, decoder, eventNames))
                .toList();
        this.signal = signal;
        if (Set.copyOf(this.names).size() < automations.size()) {
            throw new IllegalArgumentException("Two automations have the same name");
        }
    }

    /** Starts working. */
    public void start() {
        unsubscribe = signal.subscribe(kinds -> workers.forEach(worker -> worker.wake(kinds)));
        workers.forEach(worker -> threads.add(Thread.ofPlatform().name("automation-" + threads.size()).start(worker)));
    }

    /** Where the automations stand, whichever node works on them; those that have never run stand at the start. */
    public Map<String, EventPosition> positions() {
        var stored = positions.all();
        return names.stream()
                .collect(Collectors.toMap(name -> name, name -> stored.getOrDefault(name, EventPosition.START)));
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
