package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.eventhandling.DomainEventMessage;

/** One open transaction and an engine that works in it. Closing rolls back what was not committed. */
final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final PostgresEventStorageEngine engine;

    private Transaction(DataSource dataSource, EventReader reader, Map<String, Class<?>> snapshotTypes) throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        var unclosed = ConnectionWrapperFactory.wrap(connection, new ConnectionWrapperFactory.NoOpCloseHandler());
        engine = new PostgresEventStorageEngine(() -> unclosed, reader, Samples.NAMES, Samples.DECODER, snapshotTypes);
    }

    static Transaction begin(DataSource dataSource) throws SQLException {
        return begin(dataSource, Map.of());
    }

    static Transaction begin(DataSource dataSource, Map<String, Class<?>> snapshotTypes) throws SQLException {
        return new Transaction(dataSource, new EventReader(dataSource), snapshotTypes);
    }

    /** Appends in a transaction of its own. */
    static void append(DataSource dataSource, DomainEventMessage<?>... events) throws SQLException {
        try (var transaction = begin(dataSource)) {
            transaction.engine.appendEvents(List.of(events));
            transaction.commit();
        }
    }

    PostgresEventStorageEngine engine() {
        return engine;
    }

    Connection connection() {
        return connection;
    }

    /** Makes this an old transaction: it has its id from here on. */
    void takeTransactionId() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_current_xact_id()");
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
