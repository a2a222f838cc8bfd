package studio.dictation.rules;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a membership code (contract §9.4): what names the code, and a check that only those can know who were given it.
 *
 * @param random 16 hexadecimal digits in those that were issued
 * @param check  8 hexadecimal digits in those that were issued, which follow from all that the code says
 */
public record CodeText(String random, String check) {
    /** How long a code can be redeemed. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final Pattern TWO_PARTS = Pattern.compile("([^-\\s]{1,64})-([^-\\s]{1,64})");
    private static final int CHECK_DIGITS = 8;
    private static final int MILLIS_SCALE = 3;

    /**
     * The text of a code that says so much.
     *
     * @param timestamp when it was made, as {@link #timestamp} spells it
     */
    public static CodeText of(String random, String duration, String timestamp) {
        var said = "%s:%s:%s".formatted(random, duration, timestamp).getBytes(StandardCharsets.UTF_8);
        return new CodeText(random, HexFormat.of().formatHex(sha256().digest(said)).substring(0, CHECK_DIGITS));
    }

    /** Seconds since the epoch as the former service writes them, with as few decimals as tell the instant, but one. */
    public static String timestamp(Instant madeAt) {
        var seconds = BigDecimal.valueOf(madeAt.toEpochMilli(), MILLIS_SCALE).stripTrailingZeros();
        return seconds.setScale(Math.max(1, seconds.scale())).toPlainString();
    }

    /** What somebody typed, if it has two parts. */
    public static Optional<CodeText> parse(String typed) {
        var parts = TWO_PARTS.matcher(typed.strip());
        return parts.matches() ? Optional.of(new CodeText(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** Whether the other one has the same check; takes as long wherever they differ. */
    public boolean isProvenBy(CodeText other) {
        return MessageDigest.isEqual(bytes(check), bytes(other.check));
    }

    /** The whole text, as people pass it on. */
    public String full() {
        return random + "-" + check;
    }

    /** Who reads this in a log must not be able to redeem the code. */
    @Override
    public String toString() {
        return "CodeText";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }
}
