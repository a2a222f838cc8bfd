package studio.dictation.query.engine;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.embedded.RedisServer;
import studio.dictation.query.redis.RedisAddress;

/**
 * A real Redis on a random port of the loopback address, with 32 databases, in memory only. One server serves every test class
 * of the JVM; a test that stops it, or puts an older copy back, starts its own.
 */
public final class TestRedis implements AutoCloseable {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final String COPY = "dump.rdb";

    private final int port;
    private final Path folder;
    private final RedisClient client = RedisClient.create();
    private final Map<Integer, StatefulRedisConnection<String, byte[]>> connections = new ConcurrentHashMap<>();
    private RedisServer server;

    private TestRedis(int port, Path folder) {
        this.port = port;
        this.folder = folder;
        this.server = launched();
    }

    /** The server that all share, emptied. */
    public static TestRedis shared() {
        Shared.REDIS.flushAll();
        return Shared.REDIS;
    }

    /** A server of the caller's own, to be closed. */
    public static TestRedis own() {
        try {
            return new TestRedis(freePort(), Files.createTempDirectory("redis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RedisAddress address() {
        return new RedisAddress("127.0.0.1", port, null);
    }

    /** Plain commands in a database. */
    public RedisCommands<String, byte[]> in(int database) {
        return connection(database).sync();
    }

    /** A connection to a database, for commands of any kind. */
    StatefulRedisConnection<String, byte[]> connection(int database) {
        return connections.computeIfAbsent(database, number -> client.connect(
                CODEC, RedisURI.builder().withHost("127.0.0.1").withPort(port).withDatabase(number).build()));
    }

    /** Empties every database. */
    public void flushAll() {
        in(0).flushall();
    }

    /** A copy of everything as it is now. */
    public byte[] copy() {
        in(0).save();
        try {
            return Files.readAllBytes(folder.resolve(COPY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server, whose data is lost. */
    public void stop() {
        connections.values().forEach(StatefulRedisConnection::close);
        connections.clear();
        try {
            server.stop();
            Files.deleteIfExists(folder.resolve(COPY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the stopped server without data. */
    public void start() {
        server = launched();
    }

    /** Starts the stopped server with the data of a copy. */
    public void start(byte[] copy) {
        try {
            Files.write(folder.resolve(COPY), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    @Override
    public void close() {
        stop();
        client.shutdown();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RedisServer launched() {
        try {
            var launched = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("dir " + folder)
                    .setting("databases 32")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("maxmemory-policy noeviction")
                    .build();
            launched.start();
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final TestRedis REDIS = own();
    }
}
