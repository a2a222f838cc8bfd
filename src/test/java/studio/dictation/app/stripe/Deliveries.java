package studio.dictation.app.stripe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a webhook what happened, signed as Stripe signs it, each event once and in order, or troubled: lost, late, more than once and in
 * another order. Nothing is sent by itself.
 */
public final class Deliveries {
    /** What Stripe calls the header. */
    public static final String SIGNATURE = "Stripe-Signature";

    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final long BETWEEN_ATTEMPTS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MANY_ATTEMPTS = 600;

    private final Books books;
    private final URI webhook;
    private final String secret;
    private final List<String> late = new ArrayList<>();
    private int told;

    Deliveries(Books books, URI webhook, String secret) {
        this.books = books;
        this.webhook = webhook;
        this.secret = secret;
    }

    /**
     * What may happen to deliveries, each in per cent.
     *
     * @param lost  never come
     * @param late  come only with the next ones
     * @param twice come once more
     */
    public record Trouble(int lost, int late, int twice) {}

    /** Sends all that happened since the last time, in order; answers the statuses. */
    public List<Integer> deliver() {
        return pending().stream().map(this::deliver).toList();
    }

    /** Sends all that happened since the last time, as troubled as the seed says; answers the statuses. */
    public List<Integer> deliver(long seed, Trouble trouble) {
        var random = new Random(seed);
        var sent = new ArrayList<>(late);
        late.clear();
        for (var event : pending()) {
            if (random.nextInt(100) < trouble.lost) {
                continue;
            }
            if (random.nextInt(100) < trouble.late) {
                late.add(event);
            } else {
                sent.add(event);
            }
            if (random.nextInt(100) < trouble.twice) {
                sent.add(event);
            }
        }
        Collections.shuffle(sent, random);
        return sent.stream().map(this::deliver).toList();
    }

    /** Sends what was kept back; answers the statuses. */
    public List<Integer> deliverLate() {
        var sent = List.copyOf(late);
        late.clear();
        return sent.stream().map(this::deliver).toList();
    }

    /** What happened since the last time, as JSON, in order; counts as sent. */
    public synchronized List<String> pending() {
        var pending = books.events(told);
        told += pending.size();
        return pending;
    }

    /** Sends one event, which may have been sent before; answers the status. */
    public int deliver(String event) {
        return send(event, signature(event, secret, books.now()));
    }

    /** Sends any body with any signature; answers the status. */
    public int send(String body, String signature) {
        var request = HttpRequest.newBuilder(webhook)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json; charset=utf-8")
                .header(SIGNATURE, signature)
                .POST(BodyPublishers.ofString(body));
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (IOException unreachable) {
            return 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The header's value for a body. */
    public static String signature(String body, String secret, long atSeconds) {
        return "t=%d,v1=%s".formatted(atSeconds, hmac(atSeconds + "." + body, secret));
    }

    /** Sends one event until somebody takes it, as Stripe does for three days. */
    void deliverUntilTaken(String event) {
        for (int attempt = 0; attempt < MANY_ATTEMPTS; attempt++) {
            int status = deliver(event);
            if (status >= 200 && status < 300) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
        }
    }

    private static String hmac(String text, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
