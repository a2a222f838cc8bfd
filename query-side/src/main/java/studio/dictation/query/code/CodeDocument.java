package studio.dictation.query.code;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * {@code verification_code:{random}}: a code that can be redeemed.
 *
 * @param timestamp when it was made, in seconds since the epoch; the check of its text follows from how this number is spelt
 * @param duration  how long a plan it gives, in words
 * @param days      the same in days
 */
@JsonPropertyOrder({"timestamp", "duration", "days"})
record CodeDocument(BigDecimal timestamp, String duration, int days) {
    static final Codec<CodeDocument> CODEC = Json.of(CodeDocument.class);
}
