package studio.dictation.app.web.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.PasswordHasher;
import studio.dictation.app.security.external.ExternalProof;
import studio.dictation.app.security.external.ProvenIdentity;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.identity.EmailTaken;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.RegisterVerifiedAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.identity.UpgradePassword;
import studio.dictation.command.identity.VerifyEmail;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.identity.Credentials;
import studio.dictation.query.identity.GetCredentials;

/**
 * Checks what somebody shows to prove who they are: a password, a token of Google or Supabase, or an access token of this
 * service. Whoever proves an address that has no account gets one. The generation that tokens will carry is read together with
 * what was proven, so whatever ends all sessions meanwhile ends these, too.
 */
@Component
class Proofs {
    private static final Logger LOG = LoggerFactory.getLogger(Proofs.class);

    // Another request has opened the same account just now, and reads show it in a moment.
    private static final RetryPolicy A_MOMENT = RetryPolicy.builder()
            .delay(Duration.ofMillis(20))
            .multiplier(2)
            .maxDelay(Duration.ofMillis(200))
            .maxRetries(12)
            .build();

    private final Commands commands;
    private final Queries queries;
    private final PasswordHasher passwords;
    private final ExternalProof outside;
    private final boolean legacy;

    Proofs(Commands commands, Queries queries, PasswordHasher passwords, ExternalProof outside, Settings settings) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.outside = outside;
        this.legacy = settings.externalLogins().legacy();
        if (legacy) {
            LOG.warn("LEGACY_LOGIN is on: whoever knows an e-mail address signs in to its account, unless that has a password"
                    + " or is an administrator's");
        }
    }

    /**
     * Whom a sign-in is by.
     *
     * @param authorization the header of that name; a bad token in it counts as none
     * @param own           who called with an access token of this service, if that is proof here
     * @throws RequestRefused 401 without proof or with a bad one in the body, 403 for a proof of somebody else
     */
    Proven of(SignIn body, @Nullable String authorization, Optional<Caller> own) {
        var password = body.givenPassword();
        if (password.isPresent()) {
            return upgraded(byPassword(body.address(), password.get()).orElseThrow(Proofs::wrong), password.get());
        }
        var token = body.givenToken();
        if (token.isPresent()) {
            return byIdentity(identity(token.get()), body);
        }
        if (own.isPresent()) {
            return byOwnToken(own.get(), body);
        }
        var identity = outside.ofHeader(authorization);
        if (identity.isPresent()) {
            return byIdentity(identity.get(), body);
        }
        if (legacy) {
            return byName(body);
        }
        throw none();
    }

    /** The account of the address, if the password is its; takes the same time in any case. */
    Optional<Proven> byPassword(String email, String password) {
        var credentials = queries.find(new GetCredentials(email), Credentials.class);
        return passwords.matches(password, credentials.map(Credentials::password).orElse(null))
                ? credentials.map(Proofs::asTheyAre)
                : Optional.empty();
    }

    /** The account of the body's address, if the token in the body proves it. */
    Proven byToken(String token, SignIn body) {
        return byIdentity(identity(token), body);
    }

    private Proven upgraded(Proven proven, String password) {
        var present = proven.password();
        if (present == null || !PasswordHasher.isWeak(present)) {
            return proven;
        }
        var stronger = passwords.strongest(password);
        commands.send(new UpgradePassword(proven.accountId(), present, stronger));
        return new Proven(proven.accountId(), stronger, proven.generation(), proven.family());
    }

    private ProvenIdentity identity(String token) {
        return outside.of(token)
                .orElseThrow(() -> RequestRefused.unauthenticated("invalid-proof", "The token proves no identity", null));
    }

    private Proven byIdentity(ProvenIdentity identity, SignIn body) {
        var email = body.address();
        requireSame(email, identity.email());
        var known = queries.find(new GetCredentials(email), Credentials.class);
        if (known.isEmpty()) {
            var id = UUID.randomUUID();
            try {
                commands.send(new RegisterVerifiedAccount(id, new Email(email),
                        Presented.usernameFor(email, body.username(), identity.name()),
                        Presented.avatar(body.avatar()).or(() -> Presented.avatar(identity.avatar())).orElse("")));
                return new Proven(id, null, 0, null);
            } catch (EmailTaken justNow) {
                return verified(inAMoment(email));
            }
        }
        return verified(known.get());
    }

    /** Until now nothing proved the address: a password that somebody has set is removed, and their sessions end. */
    private Proven verified(Credentials credentials) {
        if (credentials.emailVerified()) {
            return asTheyAre(credentials);
        }
        commands.send(new VerifyEmail(credentials.accountId()));
        return new Proven(credentials.accountId(), null, credentials.tokenGeneration() + 1, null);
    }

    private static Proven byOwnToken(Caller caller, SignIn body) {
        requireSame(body.address(), caller.email());
        var token = caller.token();
        return new Proven(caller.accountId(), null, token.generation(), token.session());
    }

    private Proven byName(SignIn body) {
        var email = body.address();
        var known = queries.find(new GetCredentials(email), Credentials.class);
        if (known.isEmpty()) {
            var username = Optional.ofNullable(body.username()).orElse("");
            new Checks().that(!username.isBlank(), "username", "is required")
                    .orRefuse("Username, email and avatar are required");
            var id = UUID.randomUUID();
            try {
                commands.send(new RegisterAccount(id, new Email(email), Presented.usernameFor(email, username),
                        Presented.avatar(body.avatar()).orElse(""), null, Role.USER));
                return new Proven(id, null, 0, null);
            } catch (EmailTaken justNow) {
                return unproven(inAMoment(email));
            }
        }
        return unproven(known.get());
    }

    private static Proven unproven(Credentials credentials) {
        // Who has proven an address once has nothing to gain from a sign-in without proof, others have.
        if (credentials.password() != null || credentials.emailVerified() || credentials.isAdmin()) {
            throw none();
        }
        return asTheyAre(credentials);
    }

    private Credentials inAMoment(String email) {
        try {
            return new RetryTemplate(A_MOMENT).execute(
                    () -> queries.find(new GetCredentials(email), Credentials.class).orElseThrow());
        } catch (RetryException notYet) {
            throw RequestRefused.unavailable("The account is just being opened, please try again");
        }
    }

    private static Proven asTheyAre(Credentials credentials) {
        return new Proven(credentials.accountId(), credentials.password(), credentials.tokenGeneration(), null);
    }

    private static void requireSame(String email, String proven) {
        if (!email.equals(proven)) {
            throw RequestRefused.forbidden("The proof is for another e-mail address");
        }
    }

    private static RequestRefused wrong() {
        return RequestRefused.unauthenticated("invalid-credentials", "Invalid email or password", null);
    }

    private static RequestRefused none() {
        return RequestRefused.unauthenticated("proof-required", "Proof of identity is required to log in", null);
    }
}
