package studio.dictation.eventstore;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SnapshotIT {
    private static final int LAST = 10;

    private static PostgresTestStore store;
    private final UUID learner = UUID.randomUUID();
    private final String stream = Samples.stream(learner);

    @Revision("1")
    private static final class Progress {
        private List<String> lines = List.of();
        private int saves;

        static Progress after(int saves) {
            var progress = new Progress();
            progress.lines = List.of("fox");
            progress.saves = saves;
            return progress;
        }

        boolean isWorthSaving() {
            return saves > 0;
        }
    }

    @Revision("2")
    private static final class ReshapedProgress {
        private String text = "";
    }

    @BeforeAll
    static void open() {
        store = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void theirEventsAreStored() throws SQLException {
        Transaction.append(store.dataSource(), IntStream.rangeClosed(0, LAST).mapToObj(sequence -> Samples.event(learner, sequence))
                .toArray(DomainEventMessage<?>[]::new));
    }

    @Test
    void restoresTheAggregate() throws SQLException {
        save(Progress.class, 9, Progress.after(10));
        assertThat(read(Progress.class)).satisfies(snapshot -> {
            assertThat(snapshot.getSequenceNumber()).isEqualTo(9);
            assertThat(snapshot.getTimestamp()).isEqualTo(Samples.NOON);
            assertThat(snapshot.getAggregateIdentifier()).isEqualTo(stream);
            assertThat(snapshot.getPayload()).usingRecursiveComparison().isEqualTo(Progress.after(10));
        });
        assertThat(((Progress) read(Progress.class).getPayload()).isWorthSaving()).isTrue();
    }

    @Test
    void neverMovesBackwards() throws SQLException {
        save(Progress.class, 9, Progress.after(10));
        save(Progress.class, 4, Progress.after(5));
        assertThat(read(Progress.class).getSequenceNumber()).isEqualTo(9);
        save(Progress.class, 10, Progress.after(11));
        assertThat(read(Progress.class).getSequenceNumber()).isEqualTo(10);
    }

    @Test
    void isNoneOfAnEventThatTheStoreHasLost() throws SQLException {
        save(Progress.class, LAST + 1, Progress.after(LAST + 2));
        try (var transaction = begin(Progress.class)) {
            assertThat(transaction.engine().readSnapshot(stream)).isEmpty();
        }
    }

    @Test
    void isAbsentForAnAggregateOfAnotherRevisionUntilThatSavesItsOwn() throws SQLException {
        save(Progress.class, 9, Progress.after(10));
        try (var transaction = begin(ReshapedProgress.class)) {
            assertThat(transaction.engine().readSnapshot(stream)).isEmpty();
        }
        save(ReshapedProgress.class, 9, new ReshapedProgress());
        assertThat(read(ReshapedProgress.class).getPayload()).isInstanceOf(ReshapedProgress.class);
    }

    @Test
    void isRefusedForAnUnregisteredAggregate() throws SQLException {
        try (var transaction = Transaction.begin(store.dataSource())) {
            assertThat(transaction.engine().readSnapshot(stream)).isEmpty();
            assertThatThrownBy(() -> transaction.engine().storeSnapshot(Samples.event(stream, 1, Progress.after(1))))
                    .isInstanceOf(EventStoreException.class).hasMessageContaining(stream);
        }
    }

    private void save(Class<?> type, long sequence, Object aggregate) throws SQLException {
        try (var transaction = begin(type)) {
            transaction.engine().storeSnapshot(Samples.event(stream, sequence, aggregate));
            transaction.commit();
        }
    }

    private DomainEventMessage<?> read(Class<?> type) throws SQLException {
        try (var transaction = begin(type)) {
            return transaction.engine().readSnapshot(stream).orElseThrow();
        }
    }

    private static Transaction begin(Class<?> type) throws SQLException {
        return Transaction.begin(store.dataSource(), Map.of("progress", type));
    }
}
