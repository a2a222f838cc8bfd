package studio.dictation.app.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import studio.dictation.app.settings.RedisAddress;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.Secrets;

/** A Redis 6.2 with its data in {@code DATA_DIR/redis}, reachable from this machine only, with a password. */
final class RedisServer implements EmbeddedServer<RedisAddress> {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Binaries binaries;
    private final Secrets secrets;
    private final Path data;
    private final Path log;
    private final ServerProcesses processes;

    RedisServer(Path dataDirectory, Secrets secrets) {
        this.binaries = new Binaries(dataDirectory);
        this.secrets = secrets;
        this.data = dataDirectory.resolve("redis");
        this.log = dataDirectory.resolve("redis.log");
        this.processes = new ServerProcesses("redis-server", data);
    }

    @Override
    public RedisAddress start() throws IOException {
        stop();
        var program = binaries.redis();
        var password = secrets.keptOrGenerated("redis-password");
        Files.createDirectories(data,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int port = Ports.startOnFreePort("Redis", log, candidate -> launch(program, candidate, password));
        return new RedisAddress("127.0.0.1", port, password);
    }

    /** Writes out its file, then ends. */
    @Override
    public void stop() throws IOException {
        processes.stop("TERM");
    }

    /** As a daemon it has a session of its own: a Ctrl-C for the service does not end it before the service is done. */
    private void launch(Path program, int port, Secret password) throws IOException {
        var configuration = data.resolveSibling("redis.conf");
        if (!Files.exists(configuration)) {
            Files.createFile(configuration,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(configuration, """
                # Written at every start.
                bind 127.0.0.1
                port %d
                daemonize yes
                dir "%s"
                logfile "%s"
                loglevel warning
                databases 16
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory-policy noeviction
                requirepass %s
                """.formatted(port, quoted(data), quoted(log), password.value()));
        Command.of(program.toString(), configuration.toString()).run();
        while (!answers(port, password)) {
            if (!processes.any()) {
                throw new IOException("redis-server ended");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** False while it is not listening yet or still reading its file. */
    private static boolean answers(int port, Secret password) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var replies = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream()
                    .write(("AUTH " + password.value() + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            return "+OK".equals(replies.readLine()) && "+PONG".equals(replies.readLine());
        } catch (IOException notListening) {
            return false;
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
