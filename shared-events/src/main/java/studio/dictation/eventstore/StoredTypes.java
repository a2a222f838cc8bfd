package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** The names and revisions that the event store holds, beside those that this program reads. */
public final class StoredTypes {
    // One step along the index for each of them, however many events there are.
    static final String ALL = """
            WITH RECURSIVE stored AS (
                (SELECT name, revision FROM event ORDER BY name, revision LIMIT 1)
                UNION ALL
                SELECT further.* FROM stored, LATERAL (SELECT name, revision FROM event
                    WHERE (name, revision) > (stored.name, stored.revision) ORDER BY name, revision LIMIT 1) further)
            SELECT name, revision FROM stored""";
    private static final String COUNT = "SELECT count(*) FROM event WHERE name = ? AND revision = ?";

    private final DataSource dataSource;
    private final EventNames names;
    private final Upcasters upcasters;

    /**
     * Looks into one database.
     *
     * @param dataSource whose tables are up to date
     * @param names      what is read as it is
     * @param upcasters  what is read besides
     */
    public StoredTypes(DataSource dataSource, EventNames names, Upcasters upcasters) {
        this.dataSource = dataSource;
        this.names = names;
        this.upcasters = upcasters;
    }

    /**
     * What nothing here reads.
     *
     * @param name     stored name
     * @param revision stored revision
     * @param events   how many are stored
     */
    public record Unreadable(String name, int revision, long events) {
        /** {@code name@revision (12 events)}. */
        @Override
        public String toString() {
            return name + "@" + revision + " (" + events + (events == 1 ? " event)" : " events)");
        }
    }

    /**
     * Everything stored that nothing here reads, by name. Snapshots don't count: one of another revision is made anew.
     *
     * @throws EventStoreException if the database fails
     */
    public List<Unreadable> unreadable() {
        try (var connection = dataSource.getConnection(); var statement = connection.prepareStatement(ALL);
                var rows = statement.executeQuery()) {
            List<Unreadable> unreadable = new ArrayList<>();
            while (rows.next()) {
                var name = rows.getString(1);
                int revision = rows.getInt(2);
                if (names.current(name, upcasters.upcast(name, revision)) == null) {
                    unreadable.add(new Unreadable(name, revision, count(connection, name, revision)));
                }
            }
            return unreadable;
        } catch (SQLException e) {
            throw EventTable.failure("Looking at the types of events", e);
        }
    }

    private static long count(Connection connection, String name, int revision) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, name);
            statement.setInt(2, revision);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
