package studio.dictation.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a page of one account's events costs to read depends neither on how many others there are nor on how many stand before it. */
class AccountReadsIT {
    private static final UUID LEARNER = UUID.randomUUID();
    private static final int OWN = 20;
    private static final UUID VETERAN = UUID.randomUUID();
    private static final int LONG = 20_000;
    private static final int PAGE = 10;

    /** {@code %s}: type of the streams, whose they are, the first and last of them, hash. */
    private static final String EVENTS = """
            INSERT INTO event (stream_sequence, occurred_at, revision, event_id, subject, stream_id, name, payload, metadata, hash)
            SELECT 0, 0, 1, gen_random_uuid(), %2$s, '%1$s:' || number, 'progress.LinesTyped', '', '', %5$s
              FROM generate_series(%3$d, %4$d) number""";
    private static final String FETCHED = "SELECT idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'event'";
    private static final String LOOKED_INTO = "SELECT sum(idx_blks_hit + idx_blks_read) FROM pg_statio_user_indexes WHERE relname = 'event'";

    private static PostgresTestStore store;

    @BeforeAll
    static void storeManyEventsOfOthers() throws SQLException {
        store = PostgresTestStore.create();
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement()) {
            for (var kind : List.of(List.of("progress", "NULL"), List.of("membership", "decode(repeat('00', 32), 'hex')"))) {
                statement.execute(EVENTS.formatted(kind.getFirst(), "gen_random_uuid()", 1, 5_000, kind.getLast()));
                statement.execute(EVENTS.formatted(kind.getFirst(), "'" + LEARNER + "'", 5_001, 5_000 + OWN, kind.getLast()));
            }
            statement.execute(EVENTS.formatted("membership", "'" + VETERAN + "'", 10_001, 10_000 + LONG, "decode(repeat('00', 32), 'hex')"));
            statement.execute("ANALYZE event");
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void inTheLedger() throws SQLException {
        var ledger = new LedgerReader(store.dataSource());
        assertThat(fetchedBy(() -> ledger.read(LEARNER, LedgerRange.ALL, EventPosition.START, 1_000, 1 << 20).size()))
                .isLessThan(5 * OWN);
    }

    @Test
    void inTheEventStore() throws SQLException {
        var events = new EventReader(store.dataSource());
        var head = events.head();
        assertThat(fetchedBy(() -> events
                        .readOf(LEARNER, List.of("progress.LinesTyped"), EventPosition.START, head, 1_000, 1 << 20)
                        .size()))
                .isLessThan(5 * OWN);
    }

    @Test
    void atTheEndOfALongHistoryInTheLedger() throws SQLException {
        var ledger = new LedgerReader(store.dataSource());
        var all = ledger.read(VETERAN, LedgerRange.ALL, EventPosition.START, LONG, 1 << 30);
        var nearTheEnd = all.get(LONG - 2 * PAGE).event().position();

        long first = lookedIntoBy(() -> ledger.read(VETERAN, LedgerRange.ALL, EventPosition.START, PAGE, 1 << 20).size());
        long last = lookedIntoBy(() -> ledger.read(VETERAN, LedgerRange.ALL, nearTheEnd, PAGE, 1 << 20).size());

        assertThat(last).as("pages of the indexes, of which the first one takes " + first).isLessThan(first + PAGE);
    }

    /** How many rows were fetched by way of an index. */
    private static long fetchedBy(Supplier<Integer> read) throws SQLException {
        long before = fetched();
        int found = read.get();
        assertThat(found).isGreaterThanOrEqualTo(OWN);
        // The server counts a little later.
        await().atMost(Duration.ofSeconds(20)).until(() -> fetched() - before >= found);
        return fetched() - before;
    }

    /** How many pages of indexes were looked into. */
    private static long lookedIntoBy(Supplier<Integer> read) throws SQLException {
        long before = counted(LOOKED_INTO);
        assertThat(read.get()).isEqualTo(PAGE);
        await().atMost(Duration.ofSeconds(20)).until(() -> counted(LOOKED_INTO) > before);
        return counted(LOOKED_INTO) - before;
    }

    private static long fetched() throws SQLException {
        return counted(FETCHED);
    }

    private static long counted(String sql) throws SQLException {
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
