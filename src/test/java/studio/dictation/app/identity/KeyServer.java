package studio.dictation.app.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's HTTP server on loopback that publishes its keys, begins new ones, and may be out of order. */
public final class KeyServer implements AutoCloseable {
    /** A key pair under an id. */
    public record Key(String id, KeyPair pair) {}

    private final HttpServer server;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String instead = "";
    private volatile int status = 200;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean dripping;

    private KeyServer(HttpServer server) {
        this.server = server;
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            if (dripping) {
                drip(exchange);
                return;
            }
            waiting.incrementAndGet();
            until(hanging);
            waiting.decrementAndGet();
            var body = (instead.isEmpty() ? new JWKSet(published).toString() : instead).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            try (exchange; var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static KeyServer start() {
        try {
            return new KeyServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** Begins an RSA key. */
    public Key rsa() {
        var key = unpublishedRsa();
        published.add(new RSAKey.Builder((RSAPublicKey) key.pair().getPublic()).keyID(key.id()).build());
        return key;
    }

    /** Begins a key on the curve P-256. */
    public Key ec() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var key = new Key(UUID.randomUUID().toString(), generator.generateKeyPair());
            published.add(new ECKey.Builder(Curve.P_256, (ECPublicKey) key.pair().getPublic()).keyID(key.id()).build());
            return key;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A key that somebody else has. */
    public static Key unpublishedRsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return new Key(UUID.randomUUID().toString(), generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Ends all keys. */
    public void forget() {
        published.clear();
    }

    /** Answers that from now on. */
    public void answers(int otherStatus, String otherBody) {
        status = otherStatus;
        instead = otherBody;
    }

    /** Takes requests and answers none until it recovers. */
    public void hangs() {
        hanging = new CountDownLatch(1);
    }

    /** Whether somebody waits for an answer. */
    public boolean isHanging() {
        return waiting.get() > 0;
    }

    /** Answers with a space now and then, and never to the end. */
    public void drips() {
        dripping = true;
    }

    /** Answers with its keys again. */
    public void recovers() {
        answers(200, "");
        hanging.countDown();
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange; var out = exchange.getResponseBody()) {
            while (!closed.await(100, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        hanging.countDown();
        server.stop(0);
    }
}
