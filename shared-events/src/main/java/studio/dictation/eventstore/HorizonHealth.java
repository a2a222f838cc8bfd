package studio.dictation.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the horizon back: transactions of the whole cluster, whatever their database, that have written and not ended.
 *
 * @param oldest   the writing transaction with the lowest id, if any is open in a session
 * @param prepared transactions prepared for two-phase commit, oldest first; nobody here prepares any
 */
public record HorizonHealth(Optional<OpenTransaction> oldest, List<PreparedTransaction> prepared) {
    private static final String OLDEST = """
            SELECT pid, (extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint, datname FROM pg_stat_activity
             WHERE backend_xid IS NOT NULL ORDER BY age(backend_xid) DESC LIMIT 1""";
    private static final String PREPARED = """
            SELECT gid, (extract(epoch FROM clock_timestamp() - prepared) * 1000)::bigint, database FROM pg_prepared_xacts
             ORDER BY age(transaction) DESC""";

    /**
     * A session's open transaction.
     *
     * @param pid      the server process, as {@code pg_terminate_backend} takes it
     * @param age      since its begin; absent if it belongs to a role whose statistics we may not read
     * @param database where it runs
     */
    public record OpenTransaction(int pid, @Nullable Duration age, String database) {
    }

    /**
     * A transaction prepared for two-phase commit.
     *
     * @param gid      its name, as {@code ROLLBACK PREPARED} takes it
     * @param age      since it was prepared
     * @param database where it has to be ended
     */
    public record PreparedTransaction(String gid, Duration age, String database) {
    }

    /** Asks the server. */
    public static HorizonHealth read(DataSource dataSource) {
        try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            Optional<OpenTransaction> oldest = Optional.empty();
            try (var row = statement.executeQuery(OLDEST)) {
                if (row.next()) {
                    long millis = row.getLong(2);
                    var age = row.wasNull() ? null : Duration.ofMillis(millis);
                    oldest = Optional.of(new OpenTransaction(row.getInt(1), age, row.getString(3)));
                }
            }
            List<PreparedTransaction> prepared = new ArrayList<>();
            try (var row = statement.executeQuery(PREPARED)) {
                while (row.next()) {
                    prepared.add(new PreparedTransaction(row.getString(1), Duration.ofMillis(row.getLong(2)),
                            row.getString(3)));
                }
            }
            return new HorizonHealth(oldest, List.copyOf(prepared));
        } catch (SQLException e) {
            throw EventTable.failure("Reading the horizon's health", e);
        }
    }
}
