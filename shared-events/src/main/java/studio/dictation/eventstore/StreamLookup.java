package studio.dictation.eventstore;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Finds single events of a stream by its index. Failures of the database are {@link EventStoreException}s. */
public final class StreamLookup {
    private static final String LAST_BEFORE = "SELECT " + EventTable.COLUMNS
            + " FROM event WHERE stream_id = ? AND name = ANY (?) AND (generation, xid, sequence) < (?, ?::xid8, ?)"
            + " ORDER BY stream_sequence DESC LIMIT 1";
    private static final String FIRST =
            "SELECT " + EventTable.COLUMNS + " FROM event WHERE stream_id = ? AND stream_sequence = 0";

    private final DataSource dataSource;

    /**
     * Reads over the connections of a data source.
     *
     * @param dataSource autocommitting, never a replica, its connections prepared by {@link EventStoreSchema#SESSION_INIT}
     */
    public StreamLookup(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The last event of a stream that has one of these names and stands before a position. */
    public Optional<StoredEvent> lastBefore(String streamId, Collection<String> names, EventPosition position) {
        try (var connection = dataSource.getConnection(); var statement = connection.prepareStatement(LAST_BEFORE)) {
            statement.setString(1, streamId);
            statement.setArray(2, connection.createArrayOf("text", names.toArray(new String[0])));
            statement.setInt(3, position.generation());
            statement.setString(4, Long.toString(position.xid()));
            statement.setLong(5, position.sequence());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(EventTable.event(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw EventTable.failure("Looking up an event", e);
        }
    }

    /** What a stream began with. */
    public Optional<StoredEvent> first(String streamId) {
        try (var connection = dataSource.getConnection(); var statement = connection.prepareStatement(FIRST)) {
            statement.setString(1, streamId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(EventTable.event(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw EventTable.failure("Looking up an event", e);
        }
    }
}
