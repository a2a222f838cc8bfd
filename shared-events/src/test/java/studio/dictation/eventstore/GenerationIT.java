package studio.dictation.eventstore;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What becomes of order and positions when rows come to another cluster, or the past comes back. */
class GenerationIT {
    private final PostgresTestStore store = PostgresTestStore.create();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void beginsAnewInAFreshClusterWhereOrderAndOldPositionsStayAndReadingGoesOn() throws Exception {
        append(store, 200);
        var before = read(store);
        try (EmbeddedPostgres fresh = PostgresTestStore.startServer(); var restored = PostgresTestStore.on(fresh)) {
            copy(store, restored, "event_generation", "event");
            try (var pool = restored.openPool()) {
                var reader = new EventReader(pool);
                var follower = before.get(150).position();
                Transaction.append(pool, Samples.event(UUID.randomUUID(), 0));
                var after = reader.read(EventPosition.START, EventFilter.ALL, 1000, 1 << 20).events();
                assertThat(after.subList(0, 200)).extracting(StoredEvent::position)
                        .isEqualTo(before.stream().map(StoredEvent::position).toList());
                assertThat(after.getLast().position().generation()).isEqualTo(before.getLast().position().generation() + 1);
                assertThat(reader.contains(follower)).isTrue();
                assertThat(reader.read(follower, EventFilter.ALL, 1000, 1 << 20).events()).hasSize(50);
                assertThat(reader.head()).isEqualTo(after.getLast().position());
            }
        }
    }

    @Test
    void continuesAStreamWhoseLastEventHasAHigherIdFromAnOlderGeneration() throws Exception {
        var learner = UUID.randomUUID();
        Transaction.append(store.dataSource(), Samples.event(learner, 0));
        execute("UPDATE event SET xid = '4000000000'");
        try (var pool = store.openPool(); var early = Transaction.begin(pool)) {
            early.takeTransactionId();
            early.engine().appendEvents(List.of(Samples.event(learner, 1)));
            early.commit();
            assertThat(new EventReader(pool).read(EventPosition.START, EventFilter.ALL, 10, 1 << 20).events())
                    .extracting(StoredEvent::streamSequence, event -> event.position().generation())
                    .containsExactly(tuple(0L, 1), tuple(1L, 2));
        }
    }

    @Test
    void isOpenedOnceByManyNodesAtOnce() throws Exception {
        execute("UPDATE event_generation SET system_identifier = 1");
        var barrier = new CyclicBarrier(16);
        try (var threads = Executors.newFixedThreadPool(16)) {
            var sessions = Collections.nCopies(16, (Callable<Integer>) () -> {
                try (var connection = store.plainDataSource().getConnection()) {
                    barrier.await();
                    return session(connection);
                }
            });
            Set<Integer> generations = new HashSet<>();
            for (var generation : threads.invokeAll(sessions)) {
                generations.add(generation.get());
            }
            assertThat(generations).containsExactly(2);
        }
    }

    @Test
    void staysTheSameForEveryFurtherSession() throws Exception {
        append(store, 3);
        try (var connection = store.plainDataSource().getConnection()) {
            assertThat(session(connection)).isEqualTo(1);
        }
    }

    @Test
    void isNotNeededToTellThatABackupLacksWhatWasSeen() throws Exception {
        append(store, 3);
        var common = read(store).getLast().position();
        try (var backup = PostgresTestStore.create()) {
            copy(store, backup, "event_generation", "event");
            append(store, 1);
            var lost = read(store).getLast().position();
            try (var pool = backup.openPool()) {
                var reader = new EventReader(pool);
                assertThat(reader.contains(lost)).isFalse();
                Transaction.append(pool, Samples.event(UUID.randomUUID(), 0));
                assertThat(reader.contains(lost)).isFalse();
                assertThat(reader.contains(common)).isTrue();
            }
        }
    }

    @Test
    void setsTheTimeoutsThatKeepTheHorizonMoving() throws Exception {
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('idle_in_transaction_session_timeout'),"
                        + " current_setting('transaction_timeout')")) {
            row.next();
            assertThat(List.of(row.getString(1), row.getString(2))).containsExactly("30s", "1min");
        }
    }

    @Test
    void needsNoSuperuserAndNorDoesHealth() throws Exception {
        execute("CREATE ROLE service LOGIN");
        var service = new PGSimpleDataSource();
        service.setURL(store.jdbcUrl().replace("user=postgres", "user=service"));
        try (var held = Transaction.begin(store.dataSource())) {
            execute("GRANT SELECT, INSERT ON event, event_generation TO service;"
                    + " GRANT SELECT, INSERT, UPDATE ON snapshot TO service;"
                    + " UPDATE event_generation SET system_identifier = 1");
            try (var connection = service.getConnection();
                    var statement = connection.createStatement()) {
                assertThat(session(connection)).isEqualTo(2);
                statement.execute("INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, payload,"
                        + " metadata) VALUES (gen_random_uuid(), 'a:1', 0, 'a.B', 1, 0, '{}', '{}')");
                assertThatThrownBy(() -> statement.execute("DELETE FROM event")).hasMessageContaining("permission denied");
            }
            held.takeTransactionId();
            assertThat(HorizonHealth.read(service).oldest()).hasValueSatisfying(
                    oldest -> assertThat(oldest.age()).as("another role's statistics").isNull());
        } finally {
            execute("DROP OWNED BY service; DROP ROLE service");
        }
    }

    private static void append(PostgresTestStore store, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            Transaction.append(store.dataSource(), Samples.event(UUID.randomUUID(), 0));
        }
    }

    private static List<StoredEvent> read(PostgresTestStore store) {
        return new EventReader(store.dataSource()).read(EventPosition.START, EventFilter.ALL, 1000, 1 << 20).events();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = store.plainDataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(EventStoreSchema.SESSION_INIT)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Empties the tables of one database and fills them with another's rows, as dump and restore do. */
    private static void copy(PostgresTestStore from, PostgresTestStore to, String... tables)
            throws SQLException, IOException {
        try (var source = from.plainDataSource().getConnection(); var target = to.plainDataSource().getConnection();
                var statement = target.createStatement()) {
            for (var table : tables) {
                var rows = new ByteArrayOutputStream();
                source.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT", rows);
                statement.execute("TRUNCATE " + table);
                target.unwrap(PGConnection.class).getCopyAPI()
                        .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(rows.toByteArray()));
            }
        }
    }
}
