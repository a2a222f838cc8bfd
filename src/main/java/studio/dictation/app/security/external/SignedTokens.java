package studio.dictation.app.security.external;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.web.RequestRefused;

/** Reads signed tokens of one kind of key: which algorithms count is fixed here and not the token's to say. */
final class SignedTokens {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final MappedJwtClaimSetConverter READ = MappedJwtClaimSetConverter.withDefaults(Map.of());

    private final Set<JWSAlgorithm> algorithms;
    private final NimbusJwtDecoder decoder;
    private final Clock clock;

    private SignedTokens(Set<JWSAlgorithm> algorithms, NimbusJwtDecoder decoder, Clock clock) {
        this.algorithms = algorithms;
        this.decoder = decoder;
        this.clock = clock;
        // Times are judged by our clock.
        decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
        decoder.setClaimSetConverter(SignedTokens::claims);
    }

    /** Signed with a secret that both sides know. */
    static SignedTokens bySecret(JwtSecret secret, Clock clock) {
        var decoder = NimbusJwtDecoder.withSecretKey(secret.hs256()).macAlgorithm(MacAlgorithm.HS256).build();
        return new SignedTokens(Set.of(JWSAlgorithm.HS256), decoder, clock);
    }

    /** Signed with a private key whose public one lies at the address. */
    static SignedTokens byKeysAt(URI address, Set<JWSAlgorithm> algorithms, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new RemoteKeys(address, clock)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return new SignedTokens(algorithms, new NimbusJwtDecoder(processor), clock);
    }

    /** Whether tokens of that algorithm are read here. */
    boolean read(String algorithm) {
        return algorithms.contains(JWSAlgorithm.parse(algorithm));
    }

    /**
     * The claims of a token that is genuine and in time, else nothing.
     *
     * @throws RequestRefused 503 if the keys are out of reach
     */
    Optional<Jwt> genuine(String token) {
        try {
            return Optional.of(decoder.decode(token)).filter(this::isInTime);
        } catch (JwtException refused) {
            if (isForLackOfKeys(refused)) {
                throw RequestRefused.unavailable("The sign-in provider is out of reach, please try again");
            }
            return Optional.empty();
        }
    }

    /** As the library reads them, but without a time of issue where the token tells none: it makes one up of the expiry. */
    private static Map<String, Object> claims(Map<String, Object> told) {
        var read = new HashMap<>(Objects.requireNonNull(READ.convert(told)));
        if (told.get(JwtClaimNames.IAT) == null) {
            read.remove(JwtClaimNames.IAT);
        }
        return read;
    }

    private boolean isInTime(Jwt jwt) {
        var now = clock.instant();
        return jwt.getExpiresAt() != null
                && jwt.getExpiresAt().plus(SKEW).isAfter(now)
                && (jwt.getNotBefore() == null || !jwt.getNotBefore().minus(SKEW).isAfter(now));
    }

    private static boolean isForLackOfKeys(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(KeySourceException.class::isInstance);
    }
}
