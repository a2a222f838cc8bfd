package studio.dictation.app.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * Makes and checks password verifiers: PBKDF2-HMAC-SHA256 over 32 bytes of salt, a 32-byte key. Hashing is slow on purpose,
 * so only as many run at once as there are processors; who waits longer than two seconds is refused with 429.
 * Never call this inside a database transaction.
 */
@Component
public class PasswordHasher {
    /** Rounds of a new verifier. */
    public static final int ITERATIONS = 600_000;

    /** Rounds behind a verifier that a client made, as the contract has it. */
    static final int CLIENT_ITERATIONS = 100_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int HALF = 32;
    private static final Pattern CLIENT_MADE = Pattern.compile("([0-9A-Fa-f]{64}):([0-9A-Fa-f]{64})");
    private static final PasswordVerifier NOBODY = PasswordVerifier.of(new byte[2 * HALF], ITERATIONS);

    private final SecureRandom random = new SecureRandom();
    private final Semaphore slots = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final Duration longestWait;

    PasswordHasher() {
        this(LONGEST_WAIT);
    }

    /** One that refuses whoever would have to wait longer for a free slot. */
    PasswordHasher(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** The verifier of a new password; a password of the form {@code hex(salt):hex(key)} with 32 bytes each is one already. */
    public PasswordVerifier verifierOf(String password) {
        var clientMade = CLIENT_MADE.matcher(password);
        if (clientMade.matches()) {
            return PasswordVerifier.of(
                    HexFormat.of().parseHex(clientMade.group(1) + clientMade.group(2)), CLIENT_ITERATIONS);
        }
        return strongest(password);
    }

    /** Whether a verifier has fewer rounds than a new one. */
    public static boolean isWeak(PasswordVerifier verifier) {
        return verifier.iterations() < ITERATIONS;
    }

    /** A new verifier of a password that is plain, whatever it looks like. */
    public PasswordVerifier strongest(String password) {
        var saltAndKey = new byte[2 * HALF];
        random.nextBytes(saltAndKey);
        var salt = Arrays.copyOf(saltAndKey, HALF);
        System.arraycopy(derive(password, salt, ITERATIONS), 0, saltAndKey, HALF, HALF);
        return PasswordVerifier.of(saltAndKey, ITERATIONS);
    }

    /** Whether the password is the one; takes the same time without a verifier and with one of fewer rounds. */
    public boolean matches(String password, @Nullable PasswordVerifier stored) {
        var verifier = Optional.ofNullable(stored).orElse(NOBODY);
        var salt = Arrays.copyOf(verifier.bytes(), HALF);
        var key = Arrays.copyOfRange(verifier.bytes(), HALF, 2 * HALF);
        var same = MessageDigest.isEqual(key, derive(password, salt, verifier.iterations()));
        if (verifier.iterations() < ITERATIONS) {
            derive(password, salt, ITERATIONS - verifier.iterations());
        }
        return same && stored != null;
    }

    private byte[] derive(String password, byte[] salt, int iterations) {
        if (!entered()) {
            throw RequestRefused.tooMany("Too many sign-ins at once, please try again", 1);
        }
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HALF * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("PBKDF2-HMAC-SHA256 is part of every JDK", impossible);
        } finally {
            spec.clearPassword();
            slots.release();
        }
    }

    private boolean entered() {
        try {
            return slots.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
