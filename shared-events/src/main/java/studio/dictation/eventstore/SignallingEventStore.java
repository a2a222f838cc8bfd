package studio.dictation.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Axon's event store whose commits raise an {@link AppendSignal}, and whose own readers are woken by it. */
public final class SignallingEventStore extends EmbeddedEventStore {
    /** Resource of a root unit of work: the events it has decided so far, a {@code List<EventMessage<?>>}. */
    public static final String DECIDED = SignallingEventStore.class.getName() + ".decided";

    /** For what no signal told: events of other nodes, and those that waited above the horizon. */
    private static final long POLL_MILLIS = 200;
    private static final long CLEANUP_MILLIS = 10_000;

    private final AppendSignal signal;
    private final Around around;

    /** Is around every append, on the thread that appends. */
    @FunctionalInterface
    public interface Around {
        /**
         * Runs the append once, and throws what it throws.
         *
         * @param events how many are appended
         */
        void append(int events, Runnable append);
    }

    public SignallingEventStore(EventStorageEngine engine, AppendSignal signal) {
        this(engine, signal, (events, append) -> append.run());
    }

    /** A store whose appends are watched. */
    public SignallingEventStore(EventStorageEngine engine, AppendSignal signal, Around around) {
        super(EmbeddedEventStore.builder().storageEngine(engine).timeUnit(TimeUnit.MILLISECONDS)
                .fetchDelay(POLL_MILLIS).cleanupDelay(CLEANUP_MILLIS));
        this.signal = signal;
        this.around = around;
        signal.subscribe(kinds -> super.afterCommit(List.of()));
    }

    /** Remembers the events with the unit of work that decided them, before they are stored. */
    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork
                .root()
                .<List<EventMessage<?>>>getOrComputeResource(DECIDED, none -> new ArrayList<>())
                .addAll(events));
        super.publish(events);
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        around.append(events.size(), () -> super.prepareCommit(events));
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        signal.signal(events.stream().map(EventMessage::getPayloadType).collect(Collectors.toUnmodifiableSet()));
    }
}
