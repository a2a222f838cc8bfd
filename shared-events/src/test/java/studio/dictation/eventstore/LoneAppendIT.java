package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.eventstore.Samples.event;

/** An append in a transaction that has done nothing else: it is the whole transaction. */
class LoneAppendIT {
    private static PostgresTestStore store;
    private final UUID learner = UUID.randomUUID();
    private Connection connection;
    private boolean untouched = true;
    private PostgresEventStorageEngine engine;

    @BeforeAll
    static void open() {
        store = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = store.dataSource().getConnection();
        connection.setAutoCommit(false);
        var unclosed = ConnectionWrapperFactory.wrap(connection, new ConnectionWrapperFactory.NoOpCloseHandler());
        engine = new PostgresEventStorageEngine(() -> unclosed, new EventReader(store.dataSource()), Samples.NAMES,
                Samples.DECODER, Map.of(), same -> untouched);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void isCommittedWhenItReturns() throws SQLException {
        engine.appendEvents(List.of(event(learner, 0)));
        assertThat(stored()).isEqualTo(1);
        connection.rollback();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void leavesTheConnectionFitForTheNextTransaction() throws SQLException {
        for (int i = 0; i < 20; i++) {
            engine.appendEvents(List.of(event(learner, i)));
            assertThat(connection.getAutoCommit()).isFalse();
            connection.commit();
        }
        assertThat(stored()).isEqualTo(20);
    }

    @Test
    void waitsForTheCommitWhenTheTransactionDidSomethingBefore() throws SQLException {
        untouched = false;
        engine.appendEvents(List.of(event(learner, 0)));
        assertThat(stored()).isZero();
        connection.commit();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void waitsForTheCommitWhenThereAreSeveralEvents() throws SQLException {
        engine.appendEvents(List.of(event(learner, 0), event(learner, 1)));
        assertThat(stored()).isZero();
        connection.commit();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void leavesNothingWhenItIsRefused() throws SQLException {
        assertThatThrownBy(() -> engine.appendEvents(List.of(event(learner, 5)))).isInstanceOf(ConcurrencyException.class);
        Transaction.append(store.dataSource(), event(learner, 0));
        assertThatThrownBy(() -> engine.appendEvents(List.of(event(learner, 0))))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThat(connection.getAutoCommit()).isFalse();
        connection.rollback();
        assertThat(stored()).isEqualTo(1);
        engine.appendEvents(List.of(event(learner, 1)));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void isTheOnlyOneOfItsUnitOfWork() throws SQLException {
        var work = DefaultUnitOfWork.startAndGet(null);
        engine.appendEvents(List.of(event(learner, 0)));
        assertThatThrownBy(() -> engine.appendEvents(List.of(event(learner, 1))))
                .isInstanceOf(EventStoreException.class).hasMessage("A unit of work appends once");
        work.rollback();
        assertThat(stored()).isEqualTo(1);
    }

    private int stored() throws SQLException {
        try (var other = store.dataSource().getConnection();
                var statement = other.prepareStatement("SELECT count(*) FROM event WHERE stream_id = ?")) {
            statement.setString(1, Samples.stream(learner));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
