package studio.dictation.app.security.external;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/** Google ID tokens, issued for one client and for an address that Google has verified. */
final class Google implements IdentityProvider {
    private static final Set<String> ISSUERS = Set.of("accounts.google.com", "https://accounts.google.com");

    private final String clientId;
    private final SignedTokens tokens;

    Google(String clientId, URI keys, Clock clock) {
        this.clientId = clientId;
        this.tokens = SignedTokens.byKeysAt(keys, Set.of(JWSAlgorithm.RS256), clock);
    }

    @Override
    public boolean mayHaveIssued(String issuer, String algorithm) {
        return ISSUERS.contains(issuer) && tokens.read(algorithm);
    }

    @Override
    public Optional<ProvenIdentity> prove(String token) {
        return tokens.genuine(token).filter(this::isForUs).flatMap(jwt -> Claims.identity(jwt,
                Claims.text(jwt.getClaims(), "name"), Claims.text(jwt.getClaims(), "picture"), jwt.getIssuedAt()));
    }

    private boolean isForUs(Jwt jwt) {
        return ISSUERS.contains(Claims.text(jwt.getClaims(), "iss"))
                && jwt.getAudience() != null
                && jwt.getAudience().contains(clientId)
                && Boolean.TRUE.equals(jwt.getClaims().get("email_verified"));
    }
}
