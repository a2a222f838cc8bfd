package studio.dictation.app.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Limits;
import studio.dictation.app.settings.Rate;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.redis.Allowances;
import studio.dictation.query.redis.Allowances.Allowance;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.KnownPlaces;

/**
 * Counts what is tried, on all nodes together, and refuses what is tried too often. A limit is meant for one account from one
 * address. Ten times as much may be tried for all accounts from one address, and for one account from everywhere, so that no
 * one address uses up what others have. Many together could: therefore signing in from where somebody has signed in to the
 * same account in the last 30 days doesn't count as from everywhere. Of an IPv6 address the first 48 bits count, which is what
 * one site is given.
 */
@Component
public class Throttle {
    private static final int CROWD = 10;
    private static final Duration KNOWN = Duration.ofDays(30);

    private final Allowances allowances;
    private final KnownPlaces places;
    private final Limits limits;
    private final ClientAddress addresses;
    private final Map<Kind, Counter> refused = new EnumMap<>(Kind.class);

    Throttle(Allowances allowances, KnownPlaces places, Settings settings, ClientAddress addresses, MeterRegistry meters) {
        this.allowances = allowances;
        this.places = places;
        this.limits = settings.limits();
        this.addresses = addresses;
        for (var kind : Kind.values()) {
            refused.put(kind, meters.counter("dictation.throttled", "kind", kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Counts one try. What is refused isn't counted.
     *
     * @param email whose account; as it was sent, null or blank when none was
     * @throws RequestRefused 429 when it is one too many
     */
    public void count(Kind kind, @Nullable String email, HttpServletRequest request) {
        allowances.take(of(kind, email, request)).ifPresent(wait -> {
            Objects.requireNonNull(refused.get(kind)).increment();
            throw RequestRefused.tooMany("Too many attempts, please try again later", (int) wait.plusMillis(999).toSeconds());
        });
    }

    /** Takes one try back. */
    public void forget(Kind kind, @Nullable String email, HttpServletRequest request) {
        allowances.giveBack(of(kind, email, request));
    }

    /** Notes that the holder of the account has signed in from here. */
    public void remember(@Nullable String email, HttpServletRequest request) {
        if (email != null && !email.isBlank()) {
            places.remember(Key.knownPlace(account(email), addresses.of(request)), KNOWN);
        }
    }

    private List<Allowance> of(Kind kind, @Nullable String email, HttpServletRequest request) {
        var rate = kind.limit(limits);
        var key = kind.key(limits);
        var address = addresses.of(request);
        var counted = new ArrayList<Allowance>();
        // The address first: who has used it up can't fill Redis with names.
        counted.add(crowd(Key.throttledAddress(key, address), rate));
        if (email != null && !email.isBlank()) {
            var account = account(email);
            if (!kind.sparesKnownPlaces() || !isKnown(account, address, request)) {
                counted.add(crowd(Key.throttledAccount(key, account), rate));
            }
            counted.add(new Allowance(Key.throttledPair(key, account, address), rate.uses(), rate.period()));
        }
        return counted;
    }

    /** Asked once for each request, so that what is taken back is what was counted. */
    private boolean isKnown(String account, String address, HttpServletRequest request) {
        var asked = Throttle.class.getName() + '.' + account;
        if (request.getAttribute(asked) instanceof Boolean known) {
            return known;
        }
        boolean known = places.knows(Key.knownPlace(account, address));
        request.setAttribute(asked, known);
        return known;
    }

    private static Allowance crowd(Key key, Rate rate) {
        return new Allowance(key, CROWD * rate.uses(), rate.period());
    }

    /** Whatever was sent becomes a short key without any special character. */
    private static String account(String email) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(Email.normalized(email).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }
}
