package studio.dictation.app.security.external;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Settings;

/**
 * Finds out whom a token of somebody else proves. The providers that the operator has named are asked, no others. Their keys
 * are fetched when a token first needs them, so never call this inside a database transaction.
 */
@Component
public class ExternalProof {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer\\s+(\\S+)");

    private final List<IdentityProvider> providers;

    ExternalProof(Settings settings, Clock clock) {
        var logins = settings.externalLogins();
        var clientId = logins.googleClientId();
        this.providers = Stream.of(
                        Optional.ofNullable(clientId).map(client -> new Google(client, logins.googleKeys(), clock)),
                        Optional.of(new Supabase(logins.supabaseSecret(), logins.supabaseKeys(), clock)))
                .<IdentityProvider>flatMap(Optional::stream)
                .toList();
    }

    /** Whom the token in an {@code Authorization} header proves; nothing without one. */
    public Optional<ProvenIdentity> ofHeader(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .map(header -> BEARER.matcher(header.strip()))
                .filter(Matcher::matches)
                .flatMap(bearer -> of(bearer.group(1)));
    }

    /**
     * Whom the token proves; nothing if it proves nobody.
     *
     * @throws studio.dictation.app.web.RequestRefused 503 if that can't be found out now
     */
    public Optional<ProvenIdentity> of(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var issuer = Optional.ofNullable(jwt.getJWTClaimsSet()).map(claims -> claims.getIssuer()).orElse("");
            var algorithm = jwt.getHeader().getAlgorithm().getName();
            return providers.stream()
                    .filter(provider -> provider.mayHaveIssued(issuer, algorithm))
                    .findFirst()
                    .flatMap(provider -> provider.prove(token));
        } catch (ParseException noSignedToken) {
            return Optional.empty();
        }
    }
}
