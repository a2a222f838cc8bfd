package studio.dictation.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.RedisAddress;
import studio.dictation.app.settings.Secrets;
import studio.dictation.app.settings.StartRefused;
import studio.dictation.app.settings.StoreAddresses;

/**
 * The stores that the service brings along. They start together and in the background, survive a service that is killed,
 * and stop with one that ends. Closing must come after everything that uses them.
 */
public final class EmbeddedStores implements AutoCloseable {
    private final DataLock lock;
    private final List<Running<?>> servers = new ArrayList<>();
    private final Supplier<PostgresAddress> postgres;
    private final Supplier<RedisAddress> redis;

    private EmbeddedStores(Path dataDirectory, @Nullable PostgresAddress postgres, @Nullable RedisAddress redis) {
        this.lock = DataLock.of(dataDirectory);
        var secrets = new Secrets(lock.directory());
        this.postgres = postgres != null ? () -> postgres : start(new PostgresServer(lock.directory(), secrets));
        this.redis = redis != null ? () -> redis : start(new RedisServer(lock.directory(), secrets));
    }

    /**
     * Locks the data directory and begins to start the stores that are not given.
     *
     * @param dataDirectory absolute; created if it is not there
     * @param postgres an external PostgreSQL to use instead; null starts one
     * @param redis an external Redis to use instead; null starts one
     * @throws StartRefused if another process uses the directory
     */
    public static EmbeddedStores start(
            Path dataDirectory, @Nullable PostgresAddress postgres, @Nullable RedisAddress redis) {
        return new EmbeddedStores(dataDirectory, postgres, redis);
    }

    /** Starts both stores on a data directory. */
    public static EmbeddedStores start(Path dataDirectory) {
        return start(dataDirectory, null, null);
    }

    /**
     * Where the stores are, once they answer.
     *
     * @throws StartRefused if one of them did not start
     */
    public StoreAddresses addresses() {
        return new StoreAddresses(postgres.get(), redis.get());
    }

    /** Stops what was started, also if it is still starting, and gives the data directory free. */
    @Override
    public void close() {
        var stops = servers.stream().map(server -> CompletableFuture.runAsync(server::stop, EmbeddedStores::thread));
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).join();
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private <A> Supplier<A> start(EmbeddedServer<A> server) {
        var running = new Running<>(server, CompletableFuture.supplyAsync(() -> {
            try {
                return server.start();
            } catch (IOException failed) {
                throw new StartRefused("An embedded store did not start: " + failed.getMessage(), failed);
            }
        }, EmbeddedStores::thread));
        servers.add(running);
        return running::address;
    }

    private static void thread(Runnable task) {
        Thread.ofPlatform().daemon().name("embedded-store").start(task);
    }

    private record Running<A>(EmbeddedServer<A> server, CompletableFuture<A> started) {
        A address() {
            try {
                return started.join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof StartRefused refused ? refused : failed;
            }
        }

        void stop() {
            try {
                started.handle((address, failure) -> server).join().stop();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
