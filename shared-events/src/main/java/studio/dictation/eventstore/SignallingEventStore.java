package studio.dictation.eventstore;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Axon's event store whose commits raise an {@link AppendSignal}, and whose own readers are woken by it. */
public final class SignallingEventStore extends EmbeddedEventStore {
    /** For what no signal told: events of other nodes, and those that waited above the horizon. */
    private static final long POLL_MILLIS = 200;
    private static final long CLEANUP_MILLIS = 10_000;

    private final AppendSignal signal;

    public SignallingEventStore(EventStorageEngine engine, AppendSignal signal) {
        super(EmbeddedEventStore.builder().storageEngine(engine).timeUnit(TimeUnit.MILLISECONDS)
                .fetchDelay(POLL_MILLIS).cleanupDelay(CLEANUP_MILLIS));
        this.signal = signal;
        signal.subscribe(() -> super.afterCommit(List.of()));
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        signal.signal();
    }
}
