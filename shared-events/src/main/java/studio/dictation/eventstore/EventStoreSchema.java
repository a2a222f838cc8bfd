package studio.dictation.eventstore;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;

/** The tables of the event store and how a database gets them. */
public final class EventStoreSchema {
    /** To be run on every new physical connection, such as by the pool's {@code connectionInitSql}. */
    public static final String SESSION_INIT = "SELECT event_store_session()";

    private EventStoreSchema() {
    }

    /**
     * Creates the tables, or upgrades them.
     *
     * @param dataSource whose connections do not run {@link #SESSION_INIT}: its function may not exist yet
     * @throws IllegalStateException if a newer program has already upgraded them further
     */
    public static void migrate(DataSource dataSource) {
        var flyway = Flyway.configure().dataSource(dataSource).loggers("slf4j").load();
        for (var applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new IllegalStateException("The database has schema version " + applied.getVersion()
                        + ", written by a newer version of this program. Start that one, or restore a backup.");
            }
        }
        flyway.migrate();
    }
}
