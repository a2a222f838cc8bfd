package studio.dictation.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A fresh, migrated database on a real PostgreSQL. One server on a random port serves every test class of the JVM; fsync is
 * off. Closing drops the database.
 */
public final class PostgresTestStore implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String MIGRATED = "migrated";
    private static final Set<EmbeddedPostgres> WITH_TEMPLATE = new HashSet<>();
    private static final Map<EmbeddedPostgres, Connection> ADMINISTRATORS = new HashMap<>();

    private final EmbeddedPostgres server;
    private final String database;
    private final HikariDataSource dataSource;

    private PostgresTestStore(EmbeddedPostgres server) {
        this.server = server;
        database = "store_" + DATABASES.incrementAndGet();
        requireMigrated(server);
        administer(server, "CREATE DATABASE " + database + " TEMPLATE " + MIGRATED);
        dataSource = openPool();
    }

    /** A database on the server shared by this JVM. */
    public static PostgresTestStore create() {
        return new PostgresTestStore(Shared.SERVER);
    }

    /** A database on a server of its own, which closing this does not stop: another cluster with its own transaction ids. */
    static PostgresTestStore on(EmbeddedPostgres server) {
        return new PostgresTestStore(server);
    }

    static EmbeddedPostgres startServer() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("max_prepared_transactions", "5")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to 50 autocommitting connections, each prepared for the event store. */
    public HikariDataSource dataSource() {
        return dataSource;
    }

    /** Another pool like {@link #dataSource}, as another node would have; the caller closes it. */
    public HikariDataSource openPool() {
        var config = new HikariConfig();
        config.setDataSource(plainDataSource());
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        config.setMaximumPoolSize(50);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** New connections that know nothing of the event store. */
    public DataSource plainDataSource() {
        return server.getDatabase("postgres", database);
    }

    /** Address of the database; any user and password will do. */
    public String jdbcUrl() {
        return server.getJdbcUrl("postgres", database);
    }

    @Override
    public void close() {
        dataSource.close();
        administer(server, "DROP DATABASE " + database + " WITH (FORCE)");
    }

    /** The schema comes about once per server; a copy of it costs a tenth. */
    private static synchronized void requireMigrated(EmbeddedPostgres server) {
        if (!WITH_TEMPLATE.contains(server)) {
            administer(server, "CREATE DATABASE " + MIGRATED);
            EventStoreSchema.migrate(server.getDatabase("postgres", MIGRATED));
            WITH_TEMPLATE.add(server);
        }
    }

    /** Over a connection that stays: a new one is slow at first, and costs more than what it is for. */
    private static synchronized void administer(EmbeddedPostgres server, String sql) {
        try {
            var kept = ADMINISTRATORS.get(server);
            if (kept == null || !kept.isValid(1)) {
                // One that isn't valid has lost its server.
                kept = server.getPostgresDatabase().getConnection();
                ADMINISTRATORS.put(server, kept);
            }
            try (var statement = kept.createStatement()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = startServer();
    }
}
