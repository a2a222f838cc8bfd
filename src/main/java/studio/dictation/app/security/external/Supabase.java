package studio.dictation.app.security.external;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import studio.dictation.app.settings.JwtSecret;

/**
 * Access tokens of a Supabase project. Supabase lets nobody sign in with an unconfirmed address while the project's "Confirm
 * email" is on. On top of that the token has to say so: it comes from a provider that is known to confirm addresses
 * ({@code app_metadata}, which users can't edit), or Supabase has noted that the address is confirmed
 * ({@code user_metadata.email_verified}, which users who are signed in could edit); if it notes that it isn't, that counts.
 */
final class Supabase implements IdentityProvider {
    private static final String SIGNED_IN = "authenticated";
    private static final String EMAIL_VERIFIED = "email_verified";
    // Others may hand on what somebody has typed in.
    private static final Set<String> CONFIRMING = Set.of("google", "apple", "github");

    private final List<SignedTokens> kinds;

    Supabase(@Nullable JwtSecret secret, @Nullable URI keys, Clock clock) {
        this.kinds = Stream.of(
                        Optional.ofNullable(secret).map(known -> SignedTokens.bySecret(known, clock)),
                        Optional.ofNullable(keys).map(address -> SignedTokens.byKeysAt(
                                address, Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), clock)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public boolean mayHaveIssued(String issuer, String algorithm) {
        return kinds.stream().anyMatch(kind -> kind.read(algorithm));
    }

    @Override
    public Optional<ProvenIdentity> prove(String token) {
        return kinds.stream()
                .flatMap(kind -> kind.genuine(token).stream())
                .findFirst()
                .filter(jwt -> isSignedIn(jwt) && isConfirmed(jwt))
                .flatMap(jwt -> {
                    var about = Claims.object(jwt.getClaims(), "user_metadata");
                    return Claims.identity(jwt,
                            Claims.first(about, "full_name", "name"), Claims.first(about, "avatar_url", "picture"),
                            signedInAt(jwt));
                });
    }

    /** The token itself is made anew whenever the session is refreshed, though nobody may be there any more. */
    private static @Nullable Instant signedInAt(Jwt jwt) {
        return jwt.getClaims().get("amr") instanceof Collection<?> methods
                ? methods.stream()
                        .map(method -> method instanceof Map<?, ?> used ? used.get("timestamp") : null)
                        .filter(Number.class::isInstance)
                        .map(seconds -> Instant.ofEpochSecond(((Number) seconds).longValue()))
                        .max(Comparator.naturalOrder())
                        .orElse(null)
                : null;
    }

    private static boolean isSignedIn(Jwt jwt) {
        return jwt.getAudience() != null
                && jwt.getAudience().contains(SIGNED_IN)
                && SIGNED_IN.equals(Claims.text(jwt.getClaims(), "role"))
                && !Boolean.TRUE.equals(jwt.getClaims().get("is_anonymous"));
    }

    private static boolean isConfirmed(Jwt jwt) {
        var noted = Claims.object(jwt.getClaims(), "user_metadata").get(EMAIL_VERIFIED);
        return Boolean.TRUE.equals(noted)
                || (!Boolean.FALSE.equals(noted) && providers(jwt).anyMatch(CONFIRMING::contains));
    }

    private static Stream<String> providers(Jwt jwt) {
        Map<String, Object> app = Claims.object(jwt.getClaims(), "app_metadata");
        var linked = app.get("providers") instanceof Collection<?> several ? several : List.of();
        return Stream.concat(Stream.of(Claims.text(app, "provider")), linked.stream().map(String::valueOf));
    }
}
