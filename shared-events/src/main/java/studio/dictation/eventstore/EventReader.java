package studio.dictation.eventstore;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads events in the one order that never changes: by generation, transaction id and sequence, and only below the horizon,
 * where no open transaction can still put an event in between. Every method takes a connection for a statement or two;
 * failures of the database are {@link EventStoreException}s whose cause carries the SQL state.
 */
public final class EventReader {
    private static final String AFTER = "(generation, xid, sequence) > (?, ?::xid8, ?)";
    private static final String BACKWARD = " ORDER BY generation DESC, xid DESC, sequence DESC LIMIT 1";

    // The running sum needs no payload: the length of a large one stands in its row.
    private static final String READ = "SELECT " + EventTable.BEFORE_CONTENT
            + " CASE WHEN wanted THEN payload END, CASE WHEN wanted THEN metadata END FROM ("
            + "SELECT *, sum(size) OVER (ORDER BY generation, xid, sequence ROWS UNBOUNDED PRECEDING) - size AS bytes_before"
            + " FROM (SELECT *, CASE WHEN wanted THEN octet_length(payload) ELSE 0 END AS size"
            + " FROM (SELECT *, (? OR name = ANY (?))"
            + " AND (? OR subject IS NULL OR get_byte(uuid_send(subject), 15) % ? = ?) AS wanted"
            + " FROM event WHERE " + AFTER + " AND " + EventTable.SETTLED
            + " ORDER BY generation, xid, sequence LIMIT ?) filtered) sized) summed WHERE bytes_before < ?"
            + " ORDER BY generation, xid, sequence";
    private static final String READ_OF = "SELECT " + EventTable.COLUMNS + " FROM (SELECT *, sum(octet_length(payload)) OVER"
            + " (ORDER BY generation, xid, sequence ROWS UNBOUNDED PRECEDING) - octet_length(payload) AS bytes_before"
            + " FROM (SELECT * FROM event WHERE " + EventTable.SETTLED_OF
            + " AND (subject, generation, xid, sequence) <= (?, ?, ?::xid8, ?) AND name = ANY (?)"
            + EventTable.IN_ORDER_OF + " LIMIT ?) page) summed WHERE bytes_before < ? ORDER BY generation, xid, sequence";
    // Not EXISTS: the planner drops its order and then prefers a scan of the whole table.
    private static final String BEHIND =
            "SELECT 1 FROM event WHERE " + AFTER + " ORDER BY generation, xid, sequence LIMIT 1";
    private static final String COUNT = "SELECT count(*), min(occurred_at) FILTER (WHERE number = 1) FROM (SELECT occurred_at,"
            + " row_number() OVER (ORDER BY generation, xid, sequence) AS number FROM event WHERE " + AFTER
            + " ORDER BY generation, xid, sequence LIMIT ?) behind";
    private static final String LAST = "SELECT " + EventTable.POSITION + " FROM event WHERE " + EventTable.SETTLED;
    private static final String HEAD = LAST + BACKWARD;
    private static final String BEFORE = LAST + " AND ((generation, xid, sequence) <"
            + " (SELECT generation, xid, sequence FROM event WHERE occurred_at >= ? AND " + EventTable.SETTLED
            + " ORDER BY generation, xid, sequence LIMIT 1)) IS NOT FALSE" + BACKWARD;
    private static final String NEWEST = "SELECT " + EventTable.POSITION + " FROM event" + BACKWARD;
    private static final String CONTAINS =
            "SELECT 1 FROM event WHERE generation = ? AND xid = ?::xid8 AND sequence = ? AND event_id = ?";
    private static final String IN_ORDER = " ORDER BY generation, xid, sequence";
    private static final String WITH_IDS = " FROM event WHERE event_id = ANY (?)";
    private static final String BY_IDS = "SELECT " + EventTable.COLUMNS + WITH_IDS + IN_ORDER;
    private static final String OUTLINES = "SELECT " + EventTable.BEFORE_CONTENT + "NULL, NULL" + WITH_IDS + IN_ORDER;
    private static final String FIRST_BY_IDS = "SELECT " + EventTable.COLUMNS + " FROM (SELECT *, sum(octet_length(payload))"
            + " OVER (ORDER BY generation, xid, sequence ROWS UNBOUNDED PRECEDING) - octet_length(payload) AS bytes_before"
            + WITH_IDS + ") sized WHERE bytes_before < ?" + IN_ORDER;

    private static final long NEWEST_HOLDS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(200);

    private final DataSource dataSource;
    private final ServerStarts starts;
    private final Lock looking = new ReentrantLock();
    private Newest newest = new Newest(EventPosition.START, System.nanoTime() - NEWEST_HOLDS);

    /**
     * Reads over the connections of a data source.
     *
     * @param dataSource autocommitting, never a replica, its connections prepared by {@link EventStoreSchema#SESSION_INIT}
     */
    public EventReader(DataSource dataSource) {
        this(dataSource, new ServerStarts());
    }

    /**
     * Reads over the connections of a data source.
     *
     * @param dataSource as for the other one
     * @param starts     told whenever a connection leads to another start of the server
     */
    public EventReader(DataSource dataSource, ServerStarts starts) {
        this.dataSource = dataSource;
        this.starts = starts;
    }

    /** Another number than before means: what was read since may be another history, and positions of before be none in it. */
    public long serverStarts() {
        return starts.count();
    }

    /**
     * The settled events behind a position, in order. Events the filter does not want are there too, without their content.
     *
     * @param maxEvents most rows to return
     * @param maxBytes  the page ends with the event that reaches this many bytes of wanted payload
     */
    public Page read(EventPosition after, EventFilter filter, int maxEvents, long maxBytes) {
        return query("Reading events", READ, statement -> {
            var names = filter.names();
            statement.setBoolean(1, names == null);
            statement.setArray(2, statement.getConnection()
                    .createArrayOf("text", names == null ? new String[0] : names.toArray(new String[0])));
            statement.setBoolean(3, filter.segmentCount() == 1);
            statement.setInt(4, filter.segmentCount());
            statement.setInt(5, filter.segment());
            int next = EventTable.bind(statement, 6, after);
            statement.setInt(next, maxEvents);
            statement.setLong(next + 1, maxBytes);
            List<StoredEvent> events = new ArrayList<>();
            long bytes = 0;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var event = EventTable.event(rows);
                    var payload = event.payload();
                    bytes += payload == null ? 0 : payload.length;
                    events.add(event);
                }
            }
            boolean reachedHead = events.size() < maxEvents && bytes < maxBytes;
            var last = events.isEmpty() ? after : events.getLast().position();
            return new Page(events, reachedHead, reachedHead && anyBehind(statement, last));
        });
    }

    /**
     * Whether events may stand behind a position, settled or not: false only where a look of a moment ago found none. All who ask share
     * one look for a tenth of a second, so those who have nothing to read cost the database next to nothing, however many they are.
     * Nobody waits long for somebody else's look: until that is over the answer is true.
     */
    public boolean mayBeBehind(EventPosition position) {
        try {
            if (!looking.tryLock(LONGEST_WAIT, TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
        try {
            long now = System.nanoTime();
            if (now - newest.at() >= NEWEST_HOLDS) {
                newest = new Newest(query("Looking for the newest event", NEWEST, EventReader::positionOrStart), now);
            }
            return newest.position().compareTo(position) > 0;
        } finally {
            looking.unlock();
        }
    }

    private static boolean anyBehind(PreparedStatement reading, EventPosition position) throws SQLException {
        try (var statement = reading.getConnection().prepareStatement(BEHIND)) {
            EventTable.bind(statement, 1, position);
            return anyRow(statement);
        }
    }

    /**
     * What stands behind a position, settled or not.
     *
     * @param events how many events, as far as they were counted
     * @param first  when the first of them was decided; null when there is none
     */
    public record Behind(long events, @Nullable Instant first) {}

    /** Counts what stands behind a position, at most so many. */
    public Behind behind(EventPosition position, int most) {
        return query("Counting events", COUNT, statement -> {
            statement.setInt(EventTable.bind(statement, 1, position), most);
            try (var rows = statement.executeQuery()) {
                rows.next();
                var first = rows.getObject(2, Long.class);
                return new Behind(rows.getLong(1), first == null ? null : Instant.ofEpochMilli(first));
            }
        });
    }

    /** The last settled event's position; {@link EventPosition#START} in an empty store. */
    public EventPosition head() {
        return query("Reading the head", HEAD, EventReader::positionOrStart);
    }

    /**
     * Position of the last settled event before the first one that occurred at or after an instant; the head if there is
     * none such. Scans the store up to there.
     */
    public EventPosition before(Instant instant) {
        return query("Looking for an instant", BEFORE, statement -> {
            statement.setLong(1, instant.toEpochMilli());
            return positionOrStart(statement);
        });
    }

    /** Whether the store holds the event at exactly this position; if not, the position was taken in another history. */
    public boolean contains(EventPosition position) {
        return position.equals(EventPosition.START) || query("Looking up a position", CONTAINS, statement -> {
            statement.setObject(EventTable.bind(statement, 1, position), position.eventId());
            return anyRow(statement);
        });
    }

    /**
     * The settled events of one account behind a position and up to another, in order; those of these names only.
     *
     * @param maxEvents most to return
     * @param maxBytes  the page ends with the event that reaches this many bytes of payload
     */
    public List<StoredEvent> readOf(
            UUID subject, Collection<String> names, EventPosition after, EventPosition until, int maxEvents, long maxBytes) {
        return query("Reading an account's events", READ_OF, statement -> {
            int next = EventTable.bindOf(statement, 1, subject, after);
            statement.setObject(next, subject);
            next = EventTable.bind(statement, next + 1, until);
            statement.setArray(next, statement.getConnection().createArrayOf("text", names.toArray()));
            statement.setInt(next + 1, maxEvents);
            statement.setLong(next + 2, maxBytes);
            List<StoredEvent> events = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(EventTable.event(rows));
                }
            }
            return events;
        });
    }

    /** The stored events with these ids, settled or not, in order; unknown ids are left out. */
    public List<StoredEvent> byIds(Collection<UUID> ids) {
        return query("Reading events by id", BY_IDS, statement -> {
            bind(statement, ids);
            return events(statement);
        });
    }

    /**
     * The first of the stored events with these ids, in order; unknown ids are left out.
     *
     * @param maxBytes the last one is the one that reaches this many bytes of payload
     */
    public List<StoredEvent> byIds(Collection<UUID> ids, long maxBytes) {
        return query("Reading events by id", FIRST_BY_IDS, statement -> {
            bind(statement, ids);
            statement.setLong(2, maxBytes);
            return events(statement);
        });
    }

    /** The stored events with these ids, in order and without their content; unknown ids are left out. */
    public List<StoredEvent> outlines(Collection<UUID> ids) {
        return query("Reading outlines of events", OUTLINES, statement -> {
            bind(statement, ids);
            return events(statement);
        });
    }

    private static List<StoredEvent> events(PreparedStatement statement) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(EventTable.event(rows));
            }
        }
        return events;
    }

    private <T> T query(String attempt, String sql, Query<T> query) {
        try (var connection = dataSource.getConnection(); var statement = connection.prepareStatement(sql)) {
            return query.run(statement);
        } catch (SQLException e) {
            throw EventTable.failure(attempt, e);
        }
    }

    private static EventPosition positionOrStart(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? EventTable.position(rows) : EventPosition.START;
        }
    }

    private static boolean anyRow(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private static void bind(PreparedStatement statement, Collection<UUID> ids) throws SQLException {
        statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    }

    private record Newest(EventPosition position, long at) {}

    private interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }
}
