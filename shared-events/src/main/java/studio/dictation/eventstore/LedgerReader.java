package studio.dictation.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * Reads the ledger a page at a time, in the order of positions and only below the horizon, so that what is behind a position stays
 * the same. Failures of the database are {@link EventStoreException}s.
 */
public final class LedgerReader {
    // The hash of the entry before is looked up, not remembered: entries of a stream may be far apart.
    private static final String ENTRIES = "SELECT " + EventTable.COLUMNS + ", hash,"
            + " CASE WHEN stream_sequence = 0 THEN decode(repeat('00', 32), 'hex') ELSE (SELECT before.hash FROM event before"
            + " WHERE before.stream_id = entry.stream_id AND before.stream_sequence = entry.stream_sequence - 1) END";
    // The running sum needs no payload: the length of a large one stands in its row.
    private static final String SUMMED = " FROM (SELECT *, sum(octet_length(payload)) OVER (ORDER BY generation, xid, sequence"
            + " ROWS UNBOUNDED PRECEDING) - octet_length(payload) AS bytes_before FROM (SELECT * FROM event WHERE hash IS NOT NULL AND ";
    private static final String IN_ORDER = " ORDER BY generation, xid, sequence";
    private static final String BOUNDED = " LIMIT ?) page) entry WHERE bytes_before < ?" + IN_ORDER;
    private static final String BY_POSITION =
            ENTRIES + SUMMED + EventTable.SETTLED + " AND (generation, xid, sequence) > (?, ?::xid8, ?)" + IN_ORDER + BOUNDED;
    private static final String BY_SUBJECT = ENTRIES + SUMMED + EventTable.SETTLED_OF + " AND occurred_at >= ? AND occurred_at < ?"
            + EventTable.IN_ORDER_OF + BOUNDED;
    private static final String IN_STREAM =
            ENTRIES + " FROM event entry WHERE hash IS NOT NULL AND stream_id = ? AND stream_sequence = ?";
    private static final String BEHIND = " FROM event WHERE hash IS NOT NULL AND (generation, xid, sequence) > (?, ?::xid8, ?)";
    private static final String LEAVES = "SELECT " + EventTable.POSITION + ", stream_id, stream_sequence, subject, hash" + BEHIND
            + " AND " + EventTable.SETTLED + IN_ORDER + " LIMIT ?";
    private static final String FIRST_BEHIND = "SELECT occurred_at" + BEHIND + IN_ORDER + " LIMIT 1";
    private static final String OUTSIDE = "SELECT " + EventTable.POSITION + ", stream_id, stream_sequence, subject, coalesce(hash, '')"
            + " FROM event WHERE split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code')"
            + " AND (hash IS NULL OR generation < 1) ORDER BY stream_id, stream_sequence LIMIT ?";
    private static final String SETTLED = "SELECT (?, ?::xid8)" + EventTable.BELOW_HORIZON;
    private static final String LATER = "SELECT 1 FROM event WHERE stream_id = ? AND stream_sequence > ? LIMIT 1";

    private final DataSource dataSource;

    /**
     * Reads over the connections of a data source.
     *
     * @param dataSource autocommitting, never a replica, its connections prepared by {@link EventStoreSchema#SESSION_INIT}
     */
    public LedgerReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The settled entries behind a position, in order; none at the end.
     *
     * @param maxEntries most to return
     * @param maxBytes   the page ends with the entry that reaches this many bytes of payload
     */
    public List<LedgerEntry> read(EventPosition after, int maxEntries, long maxBytes) {
        return query("Reading the ledger", BY_POSITION, statement -> {
            int next = EventTable.bind(statement, 1, after);
            statement.setInt(next, maxEntries);
            statement.setLong(next + 1, maxBytes);
            return entries(statement);
        });
    }

    /**
     * The settled entries of one account behind a position, in order; none at the end.
     *
     * @param maxEntries most to return
     * @param maxBytes   the page ends with the entry that reaches this many bytes of payload
     */
    public List<LedgerEntry> read(UUID subject, LedgerRange range, EventPosition after, int maxEntries, long maxBytes) {
        return query("Reading an account's ledger", BY_SUBJECT, statement -> {
            int next = EventTable.bindOf(statement, 1, subject, after);
            var from = range.from();
            var until = range.until();
            statement.setLong(next, from == null ? Long.MIN_VALUE : from.toEpochMilli());
            statement.setLong(next + 1, until == null ? Long.MAX_VALUE : until.toEpochMilli());
            statement.setInt(next + 2, maxEntries);
            statement.setLong(next + 3, maxBytes);
            return entries(statement);
        });
    }

    /** The settled entries behind a position without their content, in order; none at the end. */
    public List<LedgerLeaf> leaves(EventPosition after, int maxEntries) {
        return query("Reading the ledger", LEAVES, statement -> {
            statement.setInt(EventTable.bind(statement, 1, after), maxEntries);
            return leaves(statement);
        });
    }

    /**
     * Rows of the ledger's streams that no page has, since they have no hash or a position before {@link EventPosition#START}, which
     * the store gives to none. Aggregates would read them.
     */
    public List<LedgerLeaf> outside(int most) {
        return query("Reading the ledger", OUTSIDE, statement -> {
            statement.setInt(1, most);
            return leaves(statement);
        });
    }

    /** Whether no open transaction can still add something before a position. */
    public boolean isSettled(EventPosition position) {
        return query("Reading the horizon", SETTLED, statement -> {
            statement.setInt(1, position.generation());
            statement.setString(2, Long.toUnsignedString(position.xid()));
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        });
    }

    /** When the first entry behind a position was decided, settled or not. */
    public Optional<Instant> firstBehind(EventPosition position) {
        return query("Reading the ledger", FIRST_BEHIND, statement -> {
            EventTable.bind(statement, 1, position);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.empty();
            }
        });
    }

    /** Whether a stream has an entry behind a place. */
    public boolean goesOn(String streamId, long streamSequence) {
        return query("Reading the ledger", LATER, statement -> {
            statement.setString(1, streamId);
            statement.setLong(2, streamSequence);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /** The entry at one place of a stream, settled or not. */
    public Optional<LedgerEntry> find(String streamId, long streamSequence) {
        return query("Reading the ledger", IN_STREAM, statement -> {
            statement.setString(1, streamId);
            statement.setLong(2, streamSequence);
            return entries(statement).stream().findFirst();
        });
    }

    private <T> T query(String attempt, String sql, Query<T> query) {
        try (var connection = dataSource.getConnection(); var statement = connection.prepareStatement(sql)) {
            return query.run(statement);
        } catch (SQLException e) {
            throw EventTable.failure(attempt, e);
        }
    }

    private static List<LedgerEntry> entries(PreparedStatement statement) throws SQLException {
        List<LedgerEntry> entries = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return entries;
    }

    private static List<LedgerLeaf> leaves(PreparedStatement statement) throws SQLException {
        List<LedgerLeaf> leaves = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                leaves.add(new LedgerLeaf(EventTable.position(rows), rows.getString(5), rows.getLong(6),
                        rows.getObject(7, UUID.class), rows.getBytes(8)));
            }
        }
        return leaves;
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(EventTable.event(row), row.getBytes(13), row.getBytes(14));
    }

    private interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }
}
