package studio.dictation.eventstore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignallingEventStoreIT {
    private final PostgresTestStore database = PostgresTestStore.create();
    private final EventReader reader = new EventReader(database.dataSource());
    private final AppendSignal signal = new AppendSignal();
    private final SignallingEventStore store = new SignallingEventStore(
            new PostgresEventStorageEngine(database.dataSource()::getConnection, reader, Samples.NAMES, Samples.DECODER,
                    Map.of()), signal, this::watched);
    private final List<Integer> appended = new ArrayList<>();

    @AfterEach
    void close() {
        store.shutDown();
        database.close();
    }

    @Test
    void raisesTheSignalWhenTheEventsCanBeReadAndNotBefore() {
        List<Integer> readable = new ArrayList<>();
        Set<Class<?>> told = new HashSet<>();
        var end = signal.subscribe(kinds -> {
            told.addAll(kinds);
            readable.add(reader.read(EventPosition.START, EventFilter.ALL, 10, 1 << 20).events().size());
        });
        publish(0);
        assertThat(readable).containsExactly(1);
        assertThat(told).containsExactly(Samples.event(Samples.LEARNER, 0).getPayloadType());
        var rolledBack = DefaultUnitOfWork.startAndGet(null);
        store.publish(Samples.event(Samples.LEARNER, 1));
        rolledBack.rollback();
        assertThat(readable).hasSize(1);
        end.run();
        publish(1);
        assertThat(readable).hasSize(1);
    }

    @Test
    void letsAppendsBeWatched() {
        publish(0);
        assertThat(appended).containsExactly(1);
        assertThatThrownBy(() -> publish(5)).isInstanceOf(ConcurrencyException.class);
        assertThat(appended).containsExactly(1, -1);
    }

    @Test
    void feedsAxonsTrackedStreamsFromAnyPosition() throws Exception {
        publish(0);
        var middle = reader.head();
        for (int i = 1; i < 30; i++) {
            publish(i);
        }
        try (var stream = store.openStream(middle)) {
            assertThat(stream.nextAvailable().trackingToken().position()).hasValue(2);
        }
        try (var stream = store.openStream(store.createHeadToken())) {
            assertThat(stream.hasNextAvailable()).isFalse();
            publish(30);
            assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
            TrackedEventMessage<?> next = stream.nextAvailable();
            assertThat(next.getPayload()).isEqualTo(Samples.typed(Samples.LEARNER));
            assertThat(next.trackingToken()).isEqualTo(reader.head());
        }
        assertThat(store.createTailToken()).isEqualTo(EventPosition.START);
        assertThat(store.createTokenAt(Samples.NOON.plusSeconds(1))).isEqualTo(reader.head());
    }

    private void watched(int events, Runnable append) {
        try {
            append.run();
            appended.add(events);
        } catch (ConcurrencyException conflict) {
            appended.add(-events);
            throw conflict;
        }
    }

    private void publish(long sequence) {
        var work = DefaultUnitOfWork.startAndGet(null);
        store.publish(Samples.event(Samples.LEARNER, sequence));
        work.commit();
    }
}
