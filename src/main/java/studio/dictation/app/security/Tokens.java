package studio.dictation.app.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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

/** Issues and checks the tokens of the contract (api.md §1): HS256, an access and a refresh token for each sign-in. */
@Component
public class Tokens {
    /** Response header with the access token. */
    public static final String ACCESS_HEADER = "x-ds-access-token";

    /** Response header with the refresh token. */
    public static final String REFRESH_HEADER = "x-ds-refresh-token";

    /** How long a refresh token lives. */
    public static final Duration REFRESH_LIFE = Duration.ofDays(180);

    private static final Duration ACCESS_LIFE = Duration.ofHours(2);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String TYPE = "type";
    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";
    private static final String FAMILY = "fam";

    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final Clock clock;

    Tokens(JwtSecret secret, Clock clock) {
        this.encoder = NimbusJwtEncoder.withSecretKey(secret.hs256()).algorithm(MacAlgorithm.HS256).build();
        this.decoder = decoder(secret);
        this.clock = clock;
    }

    /** Signs somebody in: the two headers of a new family of tokens. */
    public HttpHeaders issue(String email) {
        var family = UUID.randomUUID().toString();
        var headers = new HttpHeaders();
        headers.set(ACCESS_HEADER, sign(email, ACCESS, family, ACCESS_LIFE));
        headers.set(REFRESH_HEADER, sign(email, REFRESH, family, REFRESH_LIFE));
        return headers;
    }

    /**
     * Reads an access token. Whether it was taken back is not checked here.
     *
     * @throws RequestRefused 401 with the contract's text: forged, out of time, or of the wrong type
     */
    public AccessToken access(String text) {
        var jwt = genuine(text);
        var now = clock.instant();
        if (jwt.getNotBefore() != null && jwt.getNotBefore().minus(SKEW).isAfter(now)) {
            throw refused("The token is not yet valid (nbf)");
        }
        if (!ACCESS.equals(jwt.getClaims().get(TYPE))) {
            throw refused("Only non-refresh tokens are allowed");
        }
        var expiresAt = Optional.ofNullable(jwt.getExpiresAt()).orElseThrow(() -> refused("Missing claim: exp"));
        if (!expiresAt.plus(SKEW).isAfter(now)) {
            throw refused("Signature has expired");
        }
        return new AccessToken(
                Optional.ofNullable(jwt.getSubject()).orElseThrow(() -> refused("Missing claim: sub")).strip()
                        .toLowerCase(Locale.ROOT),
                Optional.ofNullable(jwt.getId()).orElseThrow(() -> refused("Missing claim: jti")),
                jwt.getClaims().get(FAMILY) instanceof String family ? family : null,
                expiresAt);
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

    private String sign(String email, String type, String family, Duration life) {
        var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        var claims = JwtClaimsSet.builder()
                .subject(email)
                .id(UUID.randomUUID().toString())
                .claim(TYPE, type)
                .claim("fresh", false)
                .claim(FAMILY, family)
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
