package studio.dictation.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.ServiceProcesses;

/** One of the services: a process, and what leads from it to the stores. It keeps its port from start to start. */
final class Instance implements AutoCloseable {
    private final ServiceProcesses processes;
    private final Path folder;
    private final int port;
    private final Relay postgres;
    private final Relay redis;
    private final List<String> settings;
    private ServiceProcesses.@Nullable Service process;
    private boolean killed = true;

    Instance(ServiceProcesses processes, Path folder, int postgresPort, int redisPort, List<String> settings) {
        this.processes = processes;
        this.folder = folder;
        this.port = freePort();
        this.postgres = Relay.to(postgresPort);
        this.redis = Relay.to(redisPort);
        this.settings = new ArrayList<>(settings);
        this.settings.add("--POSTGRES_URL=jdbc:postgresql://127.0.0.1:%d/dictation".formatted(postgres.port()));
        this.settings.add("--REDIS_PORT=" + redis.port());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Relay postgres() {
        return postgres;
    }

    Relay redis() {
        return redis;
    }

    /** Begins to start it. */
    void start() {
        try {
            process = processes.start(Files.createDirectories(folder), port, settings.toArray(String[]::new));
            killed = false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void kill() {
        killed = true;
        signal("KILL");
        running().awaitEnd();
    }

    void pause() {
        signal("STOP");
    }

    void proceed() {
        signal("CONT");
    }

    /**
     * Does what whoever watches over services would: starts one again that could not start without its stores.
     *
     * @return what it wrote, if it had been ready and ended though nobody killed it; else null
     */
    @Nullable String supervise() {
        if (killed || running().isAlive()) {
            return null;
        }
        var output = running().output();
        start();
        return output.contains("is ready:") ? output : null;
    }

    @Override
    public void close() {
        postgres.close();
        redis.close();
    }

    private void signal(String signal) {
        try {
            running().signal(signal);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ServiceProcesses.Service running() {
        if (process == null) {
            throw new IllegalStateException("Never started");
        }
        return process;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
