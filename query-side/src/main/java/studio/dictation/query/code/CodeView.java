package studio.dictation.query.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import studio.dictation.rules.CodeText;

/**
 * A code that can be redeemed (contract P7).
 *
 * @param codePart         what names it
 * @param fullCode         its whole text
 * @param duration         how long a plan it gives, in words
 * @param days             the same in days
 * @param createdAt        epoch milliseconds
 * @param expiresAt        epoch milliseconds
 * @param remainingSeconds whole seconds until then, ≥ 1
 */
@JsonPropertyOrder({"code_part", "full_code", "duration", "days", "created_at", "expires_at", "remaining_seconds"})
public record CodeView(
        @JsonProperty("code_part") String codePart,
        @JsonProperty("full_code") String fullCode,
        String duration,
        int days,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("expires_at") long expiresAt,
        @JsonProperty("remaining_seconds") long remainingSeconds) {
    private static final int MILLIS_SCALE = 3;

    /** The code as it is at that instant; nothing once it is over. */
    static Optional<CodeView> of(String random, CodeDocument code, Instant now) {
        var createdAt = Instant.ofEpochMilli(code.timestamp().movePointRight(MILLIS_SCALE).longValue());
        var expiresAt = createdAt.plus(CodeText.LIFE);
        long remaining = Duration.between(now, expiresAt).toSeconds();
        if (remaining < 1) {
            return Optional.empty();
        }
        var text = CodeText.of(random, code.duration(), code.timestamp().toPlainString());
        return Optional.of(new CodeView(random, text.full(), code.duration(), code.days(), createdAt.toEpochMilli(),
                expiresAt.toEpochMilli(), remaining));
    }

    /** Who reads this in a log must not be able to redeem it. */
    @Override
    public String toString() {
        return "CodeView[%s]".formatted(duration);
    }
}
