package studio.dictation.app.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The network between one service and one store: passes bytes on, until it is told to end all connections, or to hold everything
 * back as if a cable were out.
 */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch held = new CountDownLatch(0);

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Leads to a port of this machine. */
    static Relay to(int target) {
        try {
            var relay = new Relay(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
            Thread.startVirtualThread(relay::accept);
            return relay;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection; new ones are possible at once. */
    void cut() {
        open.forEach(Relay::close);
    }

    /** Passes nothing on and ends nothing, new connections neither. */
    void hold() {
        held = new CountDownLatch(1);
    }

    /** Passes on what it held back, and everything from now on. */
    void release() {
        held.countDown();
    }

    @Override
    public void close() {
        release();
        close(server);
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                open.add(client);
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException closed) {
                // The loop ends with the server.
            }
        }
    }

    private void connect(Socket client) {
        try (client; var store = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(store);
            client.setTcpNoDelay(true);
            store.setTcpNoDelay(true);
            var back = Thread.startVirtualThread(() -> pass(store, client));
            pass(client, store);
            back.join();
            open.remove(store);
        } catch (IOException storeIsDown) {
            // The client's connection ends, as it would without a relay.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try {
            for (int length = from.getInputStream().read(buffer); length >= 0; length = from.getInputStream().read(buffer)) {
                held.await();
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException ended) {
            // Either side is gone: so is the other one.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        close(from);
        close(to);
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
