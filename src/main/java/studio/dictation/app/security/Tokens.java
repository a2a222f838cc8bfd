package studio.dictation.app.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Email;

/** Issues and checks the tokens of the contract (api.md §1): HS256, an access and a refresh token for each sign-in. */
@Component
public class Tokens {
    /** Response header with the access token. */
    public static final String ACCESS_HEADER = "x-ds-access-token";

    /** Response header with the refresh token. */
    public static final String REFRESH_HEADER = "x-ds-refresh-token";

    private static final Duration ACCESS_LIFE = Duration.ofHours(2);
    private static final Duration REFRESH_LIFE = Duration.ofDays(180);

    /** A refresh token of the former service says no end; it has this one. */
    private static final Duration FORMER_REFRESH_LIFE = Duration.ofDays(400);

    /** A token may have been issued at the very moment its family was revoked, by a clock that is ahead. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String TYPE = "type";
    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";
    private static final String FAMILY = "fam";
    private static final String GENERATION = "gen";

    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final Clock clock;

    Tokens(JwtSecret secret, Clock clock) {
        this.encoder = NimbusJwtEncoder.withSecretKey(secret.hs256()).algorithm(MacAlgorithm.HS256).build();
        this.decoder = decoder(secret);
        this.clock = clock;
    }

    /**
     * Signs somebody in: the two headers of a new family of tokens.
     *
     * @param generation the account's, read together with what proved the sign-in: if all sessions were ended since then, the
     *                   tokens are worthless
     */
    public HttpHeaders issue(String email, int generation) {
        return issue(email, generation, UUID.randomUUID().toString());
    }

    /** Further tokens of a family, with a full life of their own. */
    public HttpHeaders issue(String email, int generation, String family) {
        var headers = new HttpHeaders();
        headers.set(ACCESS_HEADER, sign(email, ACCESS, family, generation, ACCESS_LIFE));
        headers.set(REFRESH_HEADER, sign(email, REFRESH, family, generation, REFRESH_LIFE));
        return headers;
    }

    /** When every refresh token of a family has expired that was issued until now, be its first one of the former service. */
    public Instant familyEnd() {
        return clock.instant().plus(FORMER_REFRESH_LIFE).plus(MARGIN);
    }

    /**
     * Reads an access token. Whether it was taken back is not checked here.
     *
     * @throws RequestRefused 401 with the contract's text: forged, out of time, or of the wrong type
     */
    public AccessToken access(String text) {
        var jwt = begun(text);
        if (!ACCESS.equals(jwt.getClaims().get(TYPE))) {
            throw refused("Only non-refresh tokens are allowed");
        }
        var expiresAt = Optional.ofNullable(jwt.getExpiresAt()).orElseThrow(() -> refused("Missing claim: exp"));
        return new AccessToken(email(jwt), id(jwt), family(jwt), generation(jwt), notOver(expiresAt));
    }

    /**
     * Reads a refresh token. Whether it was taken back is not checked here.
     *
     * @throws RequestRefused 401 with the contract's text: forged, out of time, or of the wrong type
     */
    public RefreshToken refresh(String text) {
        var jwt = begun(text);
        if (!REFRESH.equals(jwt.getClaims().get(TYPE))) {
            throw refused("Only refresh tokens are allowed");
        }
        var expiresAt = Optional.ofNullable(jwt.getExpiresAt())
                .or(() -> Optional.ofNullable(jwt.getIssuedAt()).map(issuedAt -> issuedAt.plus(FORMER_REFRESH_LIFE)))
                .orElseThrow(() -> refused("Missing claim: iat"));
        var id = id(jwt);
        var family = Optional.ofNullable(family(jwt)).orElse(id);
        return new RefreshToken(email(jwt), id, family, generation(jwt), notOver(expiresAt));
    }

    private Jwt begun(String text) {
        var jwt = genuine(text);
        if (jwt.getNotBefore() != null && jwt.getNotBefore().minus(SKEW).isAfter(clock.instant())) {
            throw refused("The token is not yet valid (nbf)");
        }
        return jwt;
    }

    private Instant notOver(Instant expiresAt) {
        if (!expiresAt.plus(SKEW).isAfter(clock.instant())) {
            throw refused("Signature has expired");
        }
        return expiresAt;
    }

    private static String email(Jwt jwt) {
        return Optional.ofNullable(jwt.getSubject())
                .map(Email::normalized)
                .orElseThrow(() -> refused("Missing claim: sub"));
    }

    private static String id(Jwt jwt) {
        return Optional.ofNullable(jwt.getId()).orElseThrow(() -> refused("Missing claim: jti"));
    }

    private static @Nullable String family(Jwt jwt) {
        return jwt.getClaims().get(FAMILY) instanceof String family ? family : null;
    }

    private static int generation(Jwt jwt) {
        return jwt.getClaims().get(GENERATION) instanceof Number generation ? generation.intValue() : 0;
    }

    static RequestRefused refused(String error) {
        return RequestRefused.unauthenticated("invalid-token", error, error);
    }

    private Jwt genuine(String text) {
        if (text.chars().filter(c -> c == '.').count() < 2) {
            throw refused("Not enough segments");
        }
        try {
            return decoder.decode(text);
        } catch (JwtException forged) {
            throw refused("Signature verification failed");
        }
    }

    private String sign(String email, String type, String family, int generation, Duration life) {
        var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        var claims = JwtClaimsSet.builder()
                .subject(email)
                .id(UUID.randomUUID().toString())
                .claim(TYPE, type)
                .claim("fresh", false)
                .claim(FAMILY, family)
                .claim(GENERATION, generation)
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(life))
                .build();
        var header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    // Times are judged here and not by the decoder: an expired token has a text of its own, and the clock is ours.
    private static JwtDecoder decoder(JwtSecret secret) {
        var decoder = NimbusJwtDecoder.withSecretKey(secret.hs256()).macAlgorithm(MacAlgorithm.HS256).build();
        decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
        return decoder;
    }
}
