package studio.dictation.app.security.external;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of a provider. Fetched when first needed and kept for an hour; an unknown key has them fetched again, since
 * the provider may have begun to use it just now, but not more often than every ten seconds. One fetch at a time, of a
 * bounded size and length; one that failed isn't tried again for a second.
 */
final class RemoteKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int LONGEST_MILLIS = 2_000;
    private static final int MAX_BYTES = 64 << 10;

    private final ResourceRetriever http = new DefaultResourceRetriever(LONGEST_MILLIS, LONGEST_MILLIS, MAX_BYTES);
    private final ReentrantLock fetching = new ReentrantLock();
    private final URI address;
    private final Clock clock;
    private volatile @Nullable Fetched last;
    private @Nullable Instant failedAt; // only who fetches looks at it

    /** @param address where the provider publishes them as a JWK set */
    RemoteKeys(URI address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws RemoteKeySourceException {
        var known = selector.select(noOlderThan(KEPT));
        return known.isEmpty() ? selector.select(noOlderThan(BETWEEN_FETCHES)) : known;
    }

    private JWKSet noOlderThan(Duration age) throws RemoteKeySourceException {
        var oldest = clock.instant().minus(age);
        var present = last;
        if (present != null && present.at().isAfter(oldest)) {
            return present.keys();
        }
        if (!entered()) {
            throw new RemoteKeySourceException("Others have been fetching the keys for too long", null);
        }
        try {
            present = last;
            return present != null && present.at().isAfter(oldest) ? present.keys() : fetch();
        } finally {
            fetching.unlock();
        }
    }

    private JWKSet fetch() throws RemoteKeySourceException {
        var now = clock.instant();
        if (failedAt != null && failedAt.plus(AFTER_FAILURE).isAfter(now)) {
            throw new RemoteKeySourceException("The keys could not be fetched just now", null);
        }
        try {
            var keys = JWKSet.parse(http.retrieveResource(address.toURL()).getContent());
            last = new Fetched(keys, now);
            failedAt = null;
            return keys;
        } catch (IOException | ParseException unusable) {
            if (failedAt == null) {
                // Its query may hold a secret.
                LOG.warn("The keys of {}{} cannot be fetched: {}", address.getHost(), address.getPath(), unusable.toString());
            }
            failedAt = now;
            throw new RemoteKeySourceException("The keys could not be fetched", unusable);
        }
    }

    private boolean entered() {
        try {
            return fetching.tryLock(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Fetched(JWKSet keys, Instant at) {}
}
