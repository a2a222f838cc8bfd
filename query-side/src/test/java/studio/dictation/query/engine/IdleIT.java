package studio.dictation.query.engine;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What projections cost while nothing happens. */
class IdleIT {
    private static final Duration OBSERVED = Duration.ofSeconds(3);
    private static final int LOOKS_A_SECOND = 10;
    /** Where the machine stands still for a moment, each segment reads by itself; on their own they would ask 1,200 times. */
    private static final int STUMBLES = 100;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(17, store.dataSource(), new AppendSignal());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void asksTheEventStoreTenTimesASecondHoweverManySegmentsThereAre() throws SQLException {
        history.append(100);
        try (var node = Node.started(Node.settings("a", 8, 40), redis, store.dataSource(), Projections.ALL)) {
            node.awaitCaughtUp();
            long before = statements();

            await().pollDelay(OBSERVED).until(() -> true);

            assertThat(statements() - before).isBetween(OBSERVED.toSeconds(), OBSERVED.toSeconds() * LOOKS_A_SECOND + STUMBLES);
            history.append(100);
            node.assertEqualsReplay();
        }
    }

    private long statements() throws SQLException {
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            try (var rows = statement.executeQuery("SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE '%FROM event%'"
                    + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
