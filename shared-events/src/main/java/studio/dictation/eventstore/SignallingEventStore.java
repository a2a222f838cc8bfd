package studio.dictation.eventstore;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Axon's event store whose commits raise an {@link AppendSignal}, and whose own readers are woken by it. */
public final class SignallingEventStore extends EmbeddedEventStore {
    private final AppendSignal signal;

    public SignallingEventStore(EventStorageEngine engine, AppendSignal signal) {
        super(EmbeddedEventStore.builder().storageEngine(engine));
        this.signal = signal;
        signal.subscribe(() -> super.afterCommit(List.of()));
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        signal.signal();
    }
}
