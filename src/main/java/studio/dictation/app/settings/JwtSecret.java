package studio.dictation.app.settings;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tokens are signed with by whoever knows it: ours, or those of a Supabase project.
 *
 * @param text {@code JWT_SECRET_KEY} or {@code SUPABASE_JWT_SECRET}, at least {@value #MIN_BYTES} bytes in UTF-8
 */
public record JwtSecret(Secret text) {
    static final int MIN_BYTES = 32;

    /** The text's bytes as a key for HS256. */
    public SecretKey hs256() {
        return new SecretKeySpec(bytes(), "HmacSHA256");
    }

    byte[] bytes() {
        return text.value().getBytes(StandardCharsets.UTF_8);
    }
}
