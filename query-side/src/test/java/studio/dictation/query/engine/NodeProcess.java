package studio.dictation.query.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.EventStoreSchema;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.RedisAddress;
import studio.dictation.query.redis.RedisDatabases;

/** A node in a process of its own, to be killed or stopped by the operating system. */
final class NodeProcess implements AutoCloseable {
    private final Process process;

    /** Starts a node with small batches. */
    NodeProcess(String name, TestRedis redis, String jdbcUrl) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                            NodeProcess.class.getName(), name, Integer.toString(redis.address().port()), jdbcUrl)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config = new HikariConfig();
        config.setJdbcUrl(arguments[2]);
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        config.setMinimumIdle(0);
        var names = EventNames.published();
        try (var pool = new HikariDataSource(config);
                var databases = new RedisDatabases(
                        new RedisAddress("127.0.0.1", Integer.parseInt(arguments[1]), null));
                var engine = new ProjectionEngine(Projections.ALL, Node.settings(arguments[0], 2, 7), databases,
                        new EventReader(pool), EventDecoder.published(), names, new AppendSignal(),
                        Clock.systemUTC(), EngineObserver.NONE)) {
            engine.start();
            Thread.currentThread().join();
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it where it is ({@code SIGSTOP}), until {@link #resume}. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid()))).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
