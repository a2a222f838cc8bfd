package studio.dictation.app.security.external;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The public keys of a provider. Fetched when first needed and again after an hour; an unknown key has them fetched, too, since
 * the provider may have begun to use it just now, but not sooner than ten seconds after they were. One fetch at a time, of a
 * bounded size and length, and none for a second after one that failed.
 *
 * <p>Nobody waits for a fetch who has a key to go by: one that was fetched two hours ago at most or, while the provider is out
 * of reach, a day ago. So a key that the provider withdraws while it can be reached counts for two hours at most.
 */
final class RemoteKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofHours(2);
    private static final Duration USABLE_IN_NEED = Duration.ofDays(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 64 << 10;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final URI address;
    private final Clock clock;
    private volatile @Nullable Fetched last;
    private volatile @Nullable Instant failedAt; // null after a success
    private @Nullable CompletableFuture<Fetched> running; // guarded by this

    /** @param address where the provider publishes them as a JWK set */
    RemoteKeys(URI address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws RemoteKeySourceException {
        var now = clock.instant();
        var present = last;
        if (present == null || present.isOlderThan(USABLE_IN_NEED, now)) {
            return selector.select(awaited(fetch(now)));
        }
        var known = selector.select(present.keys());
        if (known.isEmpty()) {
            return present.isOlderThan(BETWEEN_FETCHES, now) ? selector.select(awaited(fetch(now))) : known;
        }
        if (!present.isOlderThan(FRESH, now)) {
            return known;
        }
        var fetch = fetch(now);
        if (failedAt == null && present.isOlderThan(USABLE, now)) {
            return renewed(selector, fetch, known);
        }
        return known;
    }

    /** What the selector finds in the keys as they are now; what it has found before if they are out of reach. */
    private static List<JWK> renewed(JWKSelector selector, CompletableFuture<Fetched> fetch, List<JWK> known) {
        try {
            return selector.select(awaited(fetch));
        } catch (RemoteKeySourceException outOfReach) {
            return known;
        }
    }

    private static JWKSet awaited(CompletableFuture<Fetched> fetch) throws RemoteKeySourceException {
        try {
            return fetch.get().keys();
        } catch (ExecutionException failed) {
            throw new RemoteKeySourceException("The keys could not be fetched", failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RemoteKeySourceException("Interrupted", stopping);
        }
    }

    /** The fetch that is under way, else a new one; one that has failed already if the last has failed just now. */
    private synchronized CompletableFuture<Fetched> fetch(Instant now) {
        if (running != null && !running.isDone()) {
            return running;
        }
        var failed = failedAt;
        if (failed != null && failed.plus(AFTER_FAILURE).isAfter(now)) {
            return CompletableFuture.failedFuture(new IOException("The keys could not be fetched just now"));
        }
        running = CompletableFuture.supplyAsync(() -> fetched(now), task -> Thread.ofVirtual().start(task))
                .whenComplete((fetched, failure) -> ended(fetched, failure));
        return running;
    }

    private void ended(@Nullable Fetched fetched, @Nullable Throwable failure) {
        if (failure == null) {
            last = fetched;
            failedAt = null;
            return;
        }
        if (failedAt == null) {
            // Its query may hold a secret.
            LOG.warn("The keys of {}{} cannot be fetched: {}", address.getHost(), address.getPath(),
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
        }
        failedAt = clock.instant();
    }

    private Fetched fetched(Instant now) {
        try {
            return new Fetched(keys(), now);
        } catch (IOException | ParseException unusable) {
            throw new CompletionException(unusable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CompletionException(stopping);
        }
    }

    private JWKSet keys() throws IOException, ParseException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(LONGEST).build();
        var sent = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
        try {
            // The request's own time ends with the head of the answer.
            var answer = sent.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("Status " + answer.statusCode());
            }
            return JWKSet.parse(answer.body());
        } catch (ExecutionException failed) {
            throw new IOException("No answer", failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("No whole answer within two seconds", late);
        } finally {
            sent.cancel(true);
        }
    }

    private record Fetched(JWKSet keys, Instant at) {
        boolean isOlderThan(Duration age, Instant now) {
            return !at.isAfter(now.minus(age));
        }
    }
}
