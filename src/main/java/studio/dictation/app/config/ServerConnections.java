package studio.dictation.app.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.eventstore.EventStoreSchema;

/**
 * Opens connections that are prepared for the event store, and notices that they lead to a server that was started since the
 * last one, or to another server: it may have been restored to an earlier state, or lack the last transactions of the one it
 * replaces, so what is remembered of its content may be wrong.
 */
final class ServerConnections extends DriverManagerDataSource {
    private static final String CONNECT_SECONDS = "3";
    private static final String PREPARE = EventStoreSchema.SESSION_INIT + ", pg_postmaster_start_time()::text";

    private final AtomicReference<@Nullable String> started = new AtomicReference<>();
    private final Runnable restarted;

    /**
     * Opens nothing yet.
     *
     * @param silence how long a server may take for an answer; one that takes longer is given up, so that the service can
     *     tell the truth and recover
     * @param restarted runs before a connection to another start of the server is handed out
     */
    ServerConnections(PostgresAddress address, Duration silence, Runnable restarted) {
        super(address.url());
        this.restarted = restarted;
        var properties = new Properties();
        properties.setProperty("socketTimeout", Long.toString(silence.toSeconds()));
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        setConnectionProperties(properties);
        if (address.user() != null) {
            setUsername(address.user());
        }
        var password = address.password();
        if (password != null) {
            setPassword(password.value());
        }
    }

    @Override
    protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
        var connection = super.getConnectionFromDriver(properties);
        try (var statement = connection.createStatement(); var row = statement.executeQuery(PREPARE)) {
            row.next();
            var start = row.getString(2);
            var before = started.getAndSet(start);
            if (before != null && !before.equals(start)) {
                restarted.run();
            }
            return connection;
        } catch (SQLException unprepared) {
            try (connection) {
                throw unprepared;
            }
        }
    }
}
