package studio.dictation.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Rows of the event table, and what its failures look like outside. */
final class EventTable {
    static final String POSITION = "generation, xid, sequence, event_id";
    static final String BEFORE_CONTENT =
            POSITION + ", stream_id, stream_sequence, name, revision, occurred_at, subject, ";
    static final String COLUMNS = BEFORE_CONTENT + "payload, metadata";

    /** Behind generation and xid: whether they are below what an open transaction may still write. */
    static final String BELOW_HORIZON =
            " < (current_setting('dictation.generation')::int, pg_snapshot_xmin(pg_current_snapshot()))";

    /** True of rows no open transaction can still precede: older generations, and xids below the oldest open one. */
    static final String SETTLED = "(generation, xid)" + EventTable.BELOW_HORIZON;

    private EventTable() {
    }

    static EventPosition position(ResultSet row) throws SQLException {
        return new EventPosition(row.getInt(1), row.getLong(2), row.getLong(3), row.getObject(4, UUID.class));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(position(row), row.getString(5), row.getLong(6), row.getString(7), row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)), row.getObject(10, UUID.class), row.getBytes(11), row.getBytes(12));
    }

    /** The driver's message may quote statement and values, so only the SQL state is passed on. */
    static EventStoreException failure(String attempt, SQLException e) {
        var message = attempt + " failed, SQL state " + e.getSQLState();
        return new EventStoreException(message, new SQLException(message, e.getSQLState()));
    }
}
