package studio.dictation.query.session;

import org.jspecify.annotations.Nullable;

/**
 * Asks whether a token was taken back; answered with a {@code Boolean}.
 *
 * @param tokenId {@code jti} of the token
 * @param family  {@code fam} of the token; null for tokens that carry none
 */
public record IsRevoked(String tokenId, @Nullable String family) {}
