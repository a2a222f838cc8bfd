package studio.dictation.app.throttle;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Limits;
import studio.dictation.app.settings.Rate;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.redis.Allowances;
import studio.dictation.query.redis.Allowances.Allowance;
import studio.dictation.query.redis.Key;

/**
 * Counts what is tried, on all nodes together, and refuses what is tried too often. A limit is meant for one account from one
 * address; ten times as much may be tried for one account from everywhere, so that no one address locks others out,
 * and for all accounts from one address.
 */
@Component
public class Throttle {
    private static final int CROWD = 10;

    private final Allowances allowances;
    private final Limits limits;
    private final ClientAddress addresses;

    Throttle(Allowances allowances, Settings settings, ClientAddress addresses) {
        this.allowances = allowances;
        this.limits = settings.limits();
        this.addresses = addresses;
    }

    /**
     * Counts one try. What is refused isn't counted.
     *
     * @param email whose account; as it was sent, null or blank when none was
     * @throws RequestRefused 429 when it is one too many
     */
    public void count(Kind kind, @Nullable String email, HttpServletRequest request) {
        allowances.take(of(kind, email, request)).ifPresent(wait -> {
            throw RequestRefused.tooMany("Too many attempts, please try again later", (int) wait.plusMillis(999).toSeconds());
        });
    }

    /** Takes one try back. */
    public void forget(Kind kind, @Nullable String email, HttpServletRequest request) {
        allowances.giveBack(of(kind, email, request));
    }

    private List<Allowance> of(Kind kind, @Nullable String email, HttpServletRequest request) {
        var rate = kind.limit(limits);
        var key = kind.key(limits);
        var address = addresses.of(request);
        var counted = new ArrayList<Allowance>();
        // The address first: who has used it up can't fill Redis with names.
        counted.add(crowd(Key.throttledAddress(key, address), rate));
        if (email != null && !email.isBlank()) {
            var account = digest(email.strip().toLowerCase(Locale.ROOT));
            counted.add(crowd(Key.throttledAccount(key, account), rate));
            counted.add(new Allowance(Key.throttledPair(key, account, address), rate.uses(), rate.period()));
        }
        return counted;
    }

    private static Allowance crowd(Key key, Rate rate) {
        return new Allowance(key, CROWD * rate.uses(), rate.period());
    }

    /** Whatever was sent becomes a short key without any special character. */
    private static String digest(String email) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(email.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }
}
