package studio.dictation.eventstore;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.eventstore.Samples.event;

class EventAppendIT {
    private static PostgresTestStore store;
    private final UUID learner = UUID.randomUUID();

    @BeforeAll
    static void open() {
        store = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void isReadBackAsItWas() throws SQLException {
        var appended = event(learner, 0);
        append(appended);
        assertThat(stream()).singleElement().satisfies(read -> {
            assertThat(read.getIdentifier()).isEqualTo(appended.getIdentifier());
            assertThat(read.getPayload()).isEqualTo(appended.getPayload());
            assertThat(read.getMetaData()).isEqualTo(appended.getMetaData());
            assertThat(read.getTimestamp()).isEqualTo(appended.getTimestamp());
            assertThat(read.getSequenceNumber()).isZero();
        });
    }

    @Test
    void keepsTheOrderOfManyEventsOfOneTransaction() throws SQLException {
        var events = LongStream.range(0, 2500).mapToObj(sequence -> event(learner, sequence))
                .toArray(DomainEventMessage<?>[]::new);
        append(events);
        assertThat(stream()).extracting(DomainEventMessage::getIdentifier)
                .containsExactly(List.of(events).stream().map(DomainEventMessage::getIdentifier).toArray(String[]::new));
        try (var transaction = Transaction.begin(store.dataSource())) {
            var engine = transaction.engine();
            assertThat(engine.lastSequenceNumberFor(Samples.stream(learner))).contains(2499L);
            assertThat(engine.lastSequenceNumberFor("progress:unknown")).isEmpty();
            var tail = engine.readEvents(Samples.stream(learner), 2498);
            assertThat(tail.asStream()).hasSize(2);
            assertThat(tail.getLastSequenceNumber()).isEqualTo(2499);
        }
    }

    @Test
    void isRefusedWhereSomebodyElseHasAppended() throws SQLException {
        append(event(learner, 0), event(learner, 1));
        assertThatThrownBy(() -> append(event(learner, 1))).isInstanceOf(ConcurrencyException.class).hasNoCause()
                .hasMessageContaining(learner.toString()).hasMessageNotContaining("fox");
        assertThatThrownBy(() -> append(event(learner, 1), event(learner, 2))).isInstanceOf(ConcurrencyException.class);
        assertThat(stream()).hasSize(2);
    }

    @Test
    void isRefusedWhereSomebodyElseHasBegunTheStream() throws SQLException {
        append(event(learner, 0));
        assertThatThrownBy(() -> append(event(learner, 0))).isInstanceOf(AggregateStreamCreationException.class).hasNoCause();
    }

    @Test
    void isRefusedWhereTheEventBeforeItIsMissing() throws SQLException {
        append(event(learner, 0));
        assertThatThrownBy(() -> append(event(learner, 2))).isInstanceOf(ConcurrencyException.class).hasNoCause();
        assertThatThrownBy(() -> append(event(learner, 2), event(learner, 3))).isInstanceOf(ConcurrencyException.class);
        append(event(learner, 1));
        assertThat(stream()).hasSize(2);
    }

    @Test
    void isRefusedInATransactionOlderThanTheStreamsLastEventAndSucceedsInANewOne() throws SQLException {
        append(event(learner, 0));
        try (var early = Transaction.begin(store.dataSource())) {
            early.takeTransactionId();
            append(event(learner, 1));
            assertThat(early.engine().readEvents(Samples.stream(learner), 0).asStream()).hasSize(2);
            assertThatThrownBy(() -> early.engine().appendEvents(List.of(event(learner, 2))))
                    .isInstanceOf(ConcurrencyException.class);
            early.connection().rollback();
            early.engine().appendEvents(List.of(event(learner, 2), event(learner, 3)));
            early.commit();
        }
        assertThat(new EventReader(store.dataSource()).read(EventPosition.START, EventFilter.ALL, 10_000, 1 << 30).events())
                .filteredOn(event -> learner.equals(event.subject()))
                .extracting(StoredEvent::streamSequence).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void mayBeginAStreamOrContinueAnOlderOneInATransactionThatHasItsIdAlready() throws SQLException {
        append(event("channel:" + learner, 0, new Samples.ChannelNamed("UC1", "News")));
        try (var early = Transaction.begin(store.dataSource())) {
            early.takeTransactionId();
            early.engine().appendEvents(List.of(event(learner, 0)));
            early.engine().appendEvents(List.of(event(learner, 1),
                    event("channel:" + learner, 1, new Samples.ChannelNamed("UC1", "Views"))));
            early.commit();
        }
        assertThat(stream()).hasSize(2);
    }

    @Test
    void failsWithoutQuotingStatementOrContent() throws SQLException {
        try (var unprepared = Transaction.begin(store.plainDataSource())) {
            assertThatThrownBy(() -> unprepared.engine().appendEvents(List.of(event(learner, 0))))
                    .isInstanceOf(EventStoreException.class).hasMessageContaining("42704")
                    .hasStackTraceContaining("SQLException").satisfies(failure -> {
                        for (Throwable t = failure; t != null; t = t.getCause()) {
                            assertThat(t.getMessage()).doesNotContain("INSERT", "fox");
                        }
                    });
        }
    }

    @Test
    void refusesWhatHasNoStreamOrNoName() {
        assertThatThrownBy(() -> {
            try (var transaction = Transaction.begin(store.dataSource())) {
                transaction.engine().appendEvents(List.of(GenericEventMessage.asEventMessage(Samples.typed(learner))));
            }
        }).isInstanceOf(EventStoreException.class).hasMessageContaining("LinesTyped");
        assertThatThrownBy(() -> append(event("progress:1", 0, Map.of()))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> append(event(learner.toString(), 0, Samples.typed(learner))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void storesAnAutosaveInAtMostNineHundredBytes() throws SQLException {
        append(event(learner, 0));
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_column_size(event.*), length(payload), length(metadata)"
                        + " FROM event WHERE subject = '" + learner + "'")) {
            row.next();
            assertThat(row.getInt(2)).as("bytes of payload").isGreaterThan(120);
            assertThat(row.getInt(3)).as("bytes of metadata").isGreaterThan(200);
            assertThat(row.getInt(1)).as("bytes of the row").isLessThanOrEqualTo(900).isGreaterThan(500);
        }
    }

    @Test
    void keepsTimesInMilliseconds() throws SQLException {
        var fine = Instant.parse("2026-11-01T12:00:00.123456Z");
        append(event(Samples.stream(learner), 0, Samples.typed(learner), fine));
        assertThat(stream()).extracting(DomainEventMessage::getTimestamp)
                .isEqualTo(List.of(Instant.parse("2026-11-01T12:00:00.123Z")));
    }

    private static void append(DomainEventMessage<?>... events) throws SQLException {
        Transaction.append(store.dataSource(), events);
    }

    private List<? extends DomainEventMessage<?>> stream() throws SQLException {
        try (var transaction = Transaction.begin(store.dataSource())) {
            return transaction.engine().readEvents(Samples.stream(learner)).asStream().toList();
        }
    }
}
