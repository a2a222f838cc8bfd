package studio.dictation.app.billing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.Settings;

/**
 * Tells whether a body comes from the payment provider: its header says when it was sent, and proves it by an HMAC-SHA256 over instant
 * and body. News of long ago count as little as those of the future: somebody may be sending them again.
 */
@Component
public class WebhookSignature {
    private static final String MAC = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST_HEADER = 2_048;
    private static final int MOST_DIGITS = 12;

    private final List<Secret> secrets;
    private final Clock clock;

    WebhookSignature(Settings settings, Clock clock) {
        this.secrets = settings.billing().webhookSecrets();
        this.clock = clock;
    }

    /** Whether anything can be proven at all. */
    public boolean isConfigured() {
        return !secrets.isEmpty();
    }

    /**
     * Whether one of the signatures is right and of now.
     *
     * @param header such as {@code t=1795393200,v1=5257a869…}; the same key may come again
     */
    public boolean isOf(byte[] body, @Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return false;
        }
        String sentAt = null;
        var signatures = new ArrayList<byte[]>();
        for (var part : header.split(",", -1)) {
            var pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                sentAt = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                signatures.add(pair[1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return sentAt != null && isOfNow(sentAt) && isSigned(sentAt, body, signatures);
    }

    private boolean isOfNow(String sentAt) {
        if (sentAt.isEmpty() || sentAt.length() > MOST_DIGITS || !sentAt.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return false;
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(sentAt)), clock.instant()).abs();
        return age.compareTo(TOLERANCE) <= 0;
    }

    private boolean isSigned(String sentAt, byte[] body, List<byte[]> signatures) {
        boolean signed = false;
        for (var secret : secrets) {
            var expected = HexFormat.of().formatHex(hmac(secret, sentAt, body)).getBytes(StandardCharsets.UTF_8);
            for (var signature : signatures) {
                signed |= MessageDigest.isEqual(expected, signature);
            }
        }
        return signed;
    }

    private static byte[] hmac(Secret secret, String sentAt, byte[] body) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), MAC));
            mac.update((sentAt + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("The JDK has no " + MAC, missing);
        }
    }
}
