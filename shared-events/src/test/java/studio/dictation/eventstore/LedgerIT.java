package studio.dictation.eventstore;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.eventstore.Samples.event;

/** Entries of the ledger: chained when they are appended, read in order. */
class LedgerIT {
    private static PostgresTestStore store;
    private final UUID learner = UUID.randomUUID();
    private final String membership = "membership:" + learner;

    @BeforeAll
    static void open() {
        store = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void areChainedToTheOneBeforeInTheirStream() throws SQLException {
        append(entry(membership, 0));
        append(entry(membership, 1), entry(membership, 2));
        append(entry(membership, 3));
        var entries = stream(membership, 4);
        assertThat(entries).allMatch(LedgerHash::proves);
        assertThat(entries.getFirst().previousHash()).isEqualTo(LedgerHash.none());
        for (int i = 1; i < 4; i++) {
            assertThat(entries.get(i).previousHash()).isEqualTo(entries.get(i - 1).hash());
        }
    }

    @Test
    void areChainedStreamByStreamWhenOneTransactionWritesToSeveral() throws SQLException {
        var payment = "payment:" + learner;
        append(entry(membership, 0), event("progress:" + learner, 0, Samples.typed(learner)), entry(payment, 0),
                entry(membership, 1), entry(payment, 1));
        assertThat(stream(membership, 2)).allMatch(LedgerHash::proves);
        assertThat(stream(payment, 2)).allMatch(LedgerHash::proves);
        assertThat(reader().find("progress:" + learner, 0)).isEmpty();
    }

    @Test
    void areRefusedLikeOtherEvents() throws SQLException {
        append(entry(membership, 0));
        assertThatThrownBy(() -> append(entry(membership, 0))).isInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> append(entry(membership, 2))).isInstanceOf(ConcurrencyException.class);
        append(entry(membership, 1));
        assertThatThrownBy(() -> append(entry(membership, 1), entry(membership, 2)))
                .isInstanceOf(ConcurrencyException.class);
        try (var early = Transaction.begin(store.dataSource())) {
            early.takeTransactionId();
            append(entry(membership, 2));
            assertThatThrownBy(() -> early.engine().appendEvents(List.of(entry(membership, 3))))
                    .isInstanceOf(ConcurrencyException.class);
        }
        append(entry(membership, 3));
        assertThat(stream(membership, 4)).allMatch(LedgerHash::proves);
    }

    @Test
    void haveTheHashThatJavaComputesWhateverIsInThem() throws SQLException {
        var random = new Random(6);
        try (var connection = store.dataSource().getConnection();
                var statement = connection.prepareStatement("SELECT ledger_hash(?, ?, ?, ?, ?, ?::smallint, ?, ?, ?, ?)")) {
            for (int i = 0; i < 300; i++) {
                var previous = bytes(random, LedgerHash.BYTES);
                var entry = generated(random, i);
                statement.setBytes(1, previous);
                statement.setString(2, entry.streamId());
                statement.setLong(3, entry.streamSequence());
                statement.setObject(4, entry.eventId());
                statement.setString(5, entry.name());
                statement.setInt(6, entry.revision());
                statement.setLong(7, entry.occurredAt().toEpochMilli());
                statement.setObject(8, entry.subject(), Types.OTHER);
                statement.setBytes(9, entry.payload());
                statement.setBytes(10, entry.metadata());
                try (var row = statement.executeQuery()) {
                    row.next();
                    assertThat(row.getBytes(1)).as("input %s", i).isEqualTo(LedgerHash.of(previous, entry));
                }
            }
        }
    }

    @Test
    void areProvenNoMoreOnceAnythingOfThemHasChanged() throws SQLException {
        append(entry(membership, 0));
        for (var change : List.of("payload = payload || ' '", "metadata = metadata || ' '", "occurred_at = occurred_at + 1",
                "name = 'catalog.Other'", "revision = revision + 1", "event_id = gen_random_uuid()",
                "subject = gen_random_uuid()", "hash = sha256(hash)")) {
            execute("UPDATE event SET " + change + " WHERE stream_id = '" + membership + "'");
            assertThat(stream(membership, 1)).as(change).noneMatch(LedgerHash::proves);
            execute("DELETE FROM event WHERE stream_id = '" + membership + "'");
            append(entry(membership, 0));
        }
    }

    @Test
    void areReadInPagesAndOnlyBelowTheHorizon() throws SQLException {
        var begin = new EventReader(store.dataSource()).head();
        for (int i = 0; i < 7; i++) {
            append(entry(membership, i));
            append(event("progress:" + learner, i, Samples.typed(learner)));
        }
        try (var held = Transaction.begin(store.dataSource())) {
            held.takeTransactionId();
            append(entry(membership, 7));
            assertThat(sequences(begin, null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(sequences(begin, learner)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
        assertThat(sequences(begin, null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(sequences(begin, UUID.randomUUID())).isEmpty();
        assertThat(reader().read(begin, 100, 1)).as("at least one, however large").hasSize(1);
    }

    @Test
    void areReadOfOneAccountBetweenInstants() throws SQLException {
        for (int i = 0; i < 5; i++) {
            append(event(membership, i, Samples.typed(learner), Samples.NOON.plusSeconds(i)));
        }
        var range = new LedgerRange(Samples.NOON.plusSeconds(1), Samples.NOON.plusSeconds(3));
        assertThat(reader().read(learner, range, EventPosition.START, 10, 1 << 20))
                .extracting(entry -> entry.event().streamSequence()).containsExactly(1L, 2L);
    }

    @Test
    void canNotBeStoredWithoutAHashNorOthersWithOne() {
        var insert = "INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, payload, metadata,"
                + " hash) VALUES (gen_random_uuid(), '%s:" + learner + "', 0, 'a.B', 1, 0, '{}', '{}', %s)";
        for (var type : LedgerHash.STREAM_TYPES) {
            assertThatThrownBy(() -> execute(insert.formatted(type, "NULL"))).hasMessageContaining("event_hash");
        }
        assertThatThrownBy(() -> execute(insert.formatted("progress", "sha256('')"))).hasMessageContaining("event_hash");
    }

    @Test
    void areNotAppendedToOneThatHasNoHash() throws SQLException {
        append(entry(membership, 0));
        execute("ALTER TABLE event DROP CONSTRAINT event_hash");
        try {
            execute("UPDATE event SET hash = NULL WHERE stream_id = '" + membership + "'");
            assertThatThrownBy(() -> append(entry(membership, 1))).isInstanceOf(EventStoreException.class)
                    .hasMessageContaining("23502");
            assertThat(reader().outside(10)).singleElement().extracting(LedgerLeaf::streamId).isEqualTo(membership);
        } finally {
            execute("DELETE FROM event WHERE stream_id = '" + membership + "'; ALTER TABLE event ADD CONSTRAINT event_hash CHECK"
                    + " ((hash IS NOT NULL) = (split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code')))");
        }
        assertThat(reader().outside(10)).isEmpty();
    }

    @Test
    void thatWereThereBeforeTheLedgerAreChainedByItsMigration() throws SQLException {
        try (var old = PostgresTestStore.create()) {
            execute(old.plainDataSource(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            Flyway.configure().dataSource(old.plainDataSource()).target("4").load().migrate();
            try (var pool = old.openPool(); var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("INSERT INTO event (event_id, stream_id, stream_sequence, name, revision, occurred_at, subject,"
                        + " payload, metadata) SELECT gen_random_uuid(), type || ':' || stream, sequence, 'a.B', 1, sequence,"
                        + " CASE WHEN stream > 1 THEN gen_random_uuid() END, '{\"é\":1}', '{}' FROM generate_series(2, 0, -1) sequence,"
                        + " generate_series(1, 3) stream, unnest(ARRAY['membership', 'progress', 'payment']) type");
            }
            EventStoreSchema.migrate(old.plainDataSource());
            try (var pool = old.openPool()) {
                assertThat(new LedgerReader(pool).read(EventPosition.START, 100, 1 << 20)).hasSize(18)
                        .allMatch(LedgerHash::proves);
                Transaction.append(pool, entry("membership:2", 3));
                assertThat(new LedgerReader(pool).find("membership:2", 3).filter(LedgerHash::proves)).isPresent();
            }
        }
    }

    private List<Long> sequences(EventPosition begin, @Nullable UUID subject) {
        List<Long> sequences = new ArrayList<>();
        var after = begin;
        while (true) {
            var page = subject == null
                    ? reader().read(after, 3, 1 << 20)
                    : reader().read(subject, LedgerRange.ALL, after, 3, 1 << 20);
            if (page.isEmpty()) {
                return sequences;
            }
            page.forEach(entry -> sequences.add(entry.event().streamSequence()));
            after = page.getLast().position();
        }
    }

    private DomainEventMessage<?> entry(String stream, long sequence) {
        return event(stream, sequence, Samples.typed(learner));
    }

    private static StoredEvent generated(Random random, int size) {
        var text = random.ints(size % 40, 1, 0x2FFFF).filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        var position = new EventPosition(1, 1, 1, new UUID(random.nextLong(), random.nextLong()));
        return new StoredEvent(position, "payment:" + text, random.nextLong(), "billing." + text, random.nextInt(1, 32768),
                Instant.ofEpochMilli(random.nextLong(-(1L << 50), 1L << 50)),
                size % 3 == 0 ? null : new UUID(random.nextLong(), random.nextLong()),
                size % 50 == 7 ? bytes(random, 1 << 20) : text.getBytes(StandardCharsets.UTF_8), bytes(random, size % 17));
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<LedgerEntry> stream(String stream, int length) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            entries.add(reader().find(stream, i).orElseThrow());
        }
        assertThat(reader().find(stream, length)).isEmpty();
        return entries;
    }

    private static LedgerReader reader() {
        return new LedgerReader(store.dataSource());
    }

    private static void append(DomainEventMessage<?>... events) throws SQLException {
        Transaction.append(store.dataSource(), events);
    }

    private static void execute(String sql) throws SQLException {
        execute(store.dataSource(), sql);
    }

    private static void execute(DataSource on, String sql) throws SQLException {
        try (var connection = on.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
