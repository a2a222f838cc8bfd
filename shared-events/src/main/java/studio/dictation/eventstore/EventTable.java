package studio.dictation.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

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

    /**
     * True of one account's settled rows behind a position; {@link #bindOf} sets its parameters. Both ends name the account, so that
     * the account's own indexes serve them from there to there, and no other index seems to: for the planner hardly any row has a
     * generation above or below another, and a scan of everybody's rows costs nothing. Beside an equality the ends would not be
     * where the scan begins and ends.
     */
    static final String SETTLED_OF = "subject IS NOT NULL AND (subject, generation, xid, sequence) > (?, ?, ?::xid8, ?) AND"
            + " (subject, generation, xid) < (?, current_setting('dictation.generation')::int, pg_snapshot_xmin(pg_current_snapshot()))";

    /** The order of one account's rows, as its indexes have it. */
    static final String IN_ORDER_OF = " ORDER BY subject, generation, xid, sequence";

    private static final String CLOSED = "Connection is closed";
    private static final String NO_CONNECTION = "08003";

    private EventTable() {
    }

    static EventPosition position(ResultSet row) throws SQLException {
        return new EventPosition(row.getInt(1), row.getLong(2), row.getLong(3), row.getObject(4, UUID.class));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(position(row), row.getString(5), row.getLong(6), row.getString(7), row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)), row.getObject(10, UUID.class), row.getBytes(11), row.getBytes(12));
    }

    /** Sets the three parameters of a position in a comparison; answers which one is next. */
    static int bind(PreparedStatement statement, int first, EventPosition position) throws SQLException {
        statement.setInt(first, position.generation());
        statement.setString(first + 1, Long.toString(position.xid()));
        statement.setLong(first + 2, position.sequence());
        return first + 3;
    }

    /** Sets the parameters of {@link #SETTLED_OF}; answers which one is next. */
    static int bindOf(PreparedStatement statement, int first, UUID subject, EventPosition after) throws SQLException {
        statement.setObject(first, subject);
        int next = bind(statement, first + 1, after);
        statement.setObject(next, subject);
        return next + 1;
    }

    /** The driver's message may quote statement and values, so only the SQL state is passed on. */
    static EventStoreException failure(String attempt, SQLException e) {
        var state = state(e);
        var message = attempt + " failed, SQL state " + state;
        return new EventStoreException(message, new SQLException(message, state));
    }

    /** A pool that has no connection, or has closed one that broke, gives no state and says it by class and text. */
    private static @Nullable String state(SQLException e) {
        boolean pooled = e instanceof SQLTransientConnectionException || CLOSED.equals(e.getMessage());
        return e.getSQLState() == null && pooled ? NO_CONNECTION : e.getSQLState();
    }
}
