package studio.dictation.query.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import javax.sql.DataSource;
import studio.dictation.eventstore.EventStoreSchema;

/** A PostgreSQL of a test's own, to be stopped, started again and restored from a copy of its files. */
final class TestPostgres implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final HikariDataSource pool;
    private EmbeddedPostgres server;

    TestPostgres() {
        try {
            folder = Files.createTempDirectory("postgres");
            server = builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getPort();
        EventStoreSchema.migrate(server.getPostgresDatabase());
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        config.setConnectionTimeout(1_000);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
    }

    /** Connections prepared for the event store, which survive restarts as those of the service do. */
    DataSource dataSource() {
        return pool;
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            server = builder().setPort(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the stopped server's files. */
    Path copy() {
        try {
            var copy = Files.createTempDirectory("postgres-copy");
            copy(folder, copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a copy in the place of the stopped server's files. */
    void restore(Path copy) {
        try {
            delete(folder);
            copy(copy, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
        stop();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).filter(file -> !file.equals(folder)).toList()) {
                Files.delete(file);
            }
        }
    }
}
