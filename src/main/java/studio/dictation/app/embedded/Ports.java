package studio.dictation.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Free ports for servers that cannot be told to choose one. */
final class Ports {
    private static final int ATTEMPTS = 5;

    private Ports() {}

    /**
     * Starts a server on a free port, and again on another one if somebody else was faster.
     *
     * @param log the server's log, which says why it did not start
     * @return the port
     */
    static int startOnFreePort(String server, Path log, Launch launch) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long logged = Files.exists(log) ? Files.size(log) : 0;
            int port = free();
            try {
                launch.on(port);
                return port;
            } catch (IOException failed) {
                if (attempt == ATTEMPTS || !since(log, logged).contains("Address already in use")) {
                    throw new IOException(server + " did not start, see " + log + ": " + failed.getMessage(), failed);
                }
            }
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String since(Path log, long position) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (var written = Files.newInputStream(log)) {
            written.skipNBytes(position);
            return new String(written.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Starts a server on a port, or fails. */
    interface Launch {
        void on(int port) throws IOException;
    }
}
