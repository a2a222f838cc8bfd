package studio.dictation.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever has no connection any more hears so by the SQL state, whether the server says it or the pool. */
class NoConnectionIT {
    private static final long SHORTEST_PATIENCE = 250;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final HikariDataSource pool = poolOfOne();

    @AfterEach
    void close() {
        pool.close();
        store.close();
    }

    @Test
    void isLeftOfOneThatThePoolHasClosed() throws SQLException {
        var closed = pool.getConnection();
        closed.close();

        assertIsWithoutConnection(() -> closed);
    }

    @Test
    void isLeftForWhoeverWaitsForAPoolInVain() throws SQLException {
        try (var last = pool.getConnection()) {
            assertThat(last.isValid(1)).isTrue();

            assertIsWithoutConnection(pool::getConnection);
        }
    }

    @Test
    void isLeftOfOneThatTheServerHasEnded() throws SQLException {
        try (var ended = pool.getConnection(); var other = store.dataSource().getConnection();
                var ending = other.prepareStatement("SELECT pg_terminate_backend(?)"); var pid = ended.createStatement();
                var row = pid.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ending.setInt(1, row.getInt(1));
            ending.execute();

            assertThatThrownBy(() -> append(() -> ended)).rootCause().isInstanceOfSatisfying(
                    SQLException.class, failure -> assertThat(failure.getSQLState()).isIn("57P01", "08006"));
        }
    }

    private HikariDataSource poolOfOne() {
        var config = new HikariConfig();
        config.setDataSource(store.plainDataSource());
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(SHORTEST_PATIENCE);
        return new HikariDataSource(config);
    }

    private void assertIsWithoutConnection(ConnectionProvider connections) {
        assertThatThrownBy(() -> append(connections)).isInstanceOf(EventStoreException.class).rootCause().isInstanceOfSatisfying(
                SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("08003"));
    }

    private void append(ConnectionProvider connections) {
        new PostgresEventStorageEngine(connections, new EventReader(store.dataSource()), Samples.NAMES, Samples.DECODER, Map.of())
                .appendEvents(List.of(Samples.event(UUID.randomUUID(), 0)));
    }
}
