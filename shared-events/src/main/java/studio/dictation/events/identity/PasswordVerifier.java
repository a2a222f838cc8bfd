package studio.dictation.events.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What is needed to check a password and useless to learn it: the one secret an event may carry.
 *
 * @param saltAndKey 32 bytes of salt, then 32 bytes of PBKDF2-HMAC-SHA256 key; Base64
 * @param iterations PBKDF2 rounds behind the key, ≥ 1
 */
public record PasswordVerifier(String saltAndKey, int iterations) {
    private static final int BYTES = 64;

    public PasswordVerifier {
        if (Base64.getDecoder().decode(saltAndKey).length != BYTES) {
            throw new IllegalArgumentException("A password verifier has " + BYTES + " bytes");
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("A password verifier has at least one iteration");
        }
    }

    /** A verifier over the raw 64 bytes. */
    public static PasswordVerifier of(byte[] saltAndKey, int iterations) {
        return new PasswordVerifier(Base64.getEncoder().encodeToString(saltAndKey), iterations);
    }

    /** The raw 64 bytes: salt, then key. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(saltAndKey);
    }

    /** Tells verifiers apart and is no secret: it checks no password. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest((iterations + ":" + saltAndKey).getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }

    @Override
    public String toString() {
        return "PasswordVerifier[***]";
    }
}
