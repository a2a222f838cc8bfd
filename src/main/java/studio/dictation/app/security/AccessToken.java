package studio.dictation.app.security;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is genuine and in time; it may have been taken back.
 *
 * @param email      whose it is; trimmed and lower-cased
 * @param id         {@code jti}
 * @param family     {@code fam}: the sign-in it belongs to; null for tokens of the former service
 * @param generation {@code gen}: the account's when the sign-in was proven
 * @param expiresAt  {@code exp}
 */
public record AccessToken(String email, String id, @Nullable String family, int generation, Instant expiresAt) {
    /** The sign-in it belongs to; a token without one is a sign-in of its own. */
    public String session() {
        return Optional.ofNullable(family).orElse(id);
    }

    @Override
    public String toString() {
        return "AccessToken[%s]".formatted(id);
    }
}
