package studio.dictation.app.security;

import java.time.Instant;

/**
 * A refresh token that is genuine and in time; it may have been taken back.
 *
 * @param email      whose it is; trimmed and lower-cased
 * @param id         {@code jti}
 * @param family     {@code fam}: the sign-in it belongs to; a token of the former service is a family of its own
 * @param generation {@code gen}: the account's when the sign-in was proven
 * @param expiresAt  {@code exp}; for tokens of the former service, which have none, 400 days after {@code iat}
 */
public record RefreshToken(String email, String id, String family, int generation, Instant expiresAt) {
    @Override
    public String toString() {
        return "RefreshToken[%s]".formatted(id);
    }
}
