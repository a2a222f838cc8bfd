package studio.dictation.app.web.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
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
import studio.dictation.app.web.Problems;
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
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
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

    // A provider's token shows that somebody is there only right after they signed in there: whoever does so for this has some
    // time left to think of a password.
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);

    // Another request has opened the same account just now, and reads show it in a moment. Nothing else passes by itself.
    private static final RetryPolicy A_MOMENT = RetryPolicy.builder()
            .delay(Duration.ofMillis(20))
            .multiplier(2)
            .maxDelay(Duration.ofMillis(200))
            .maxRetries(12)
            .includes(NoSuchElementException.class)
            .build();

    private final Commands commands;
    private final Queries queries;
    private final PasswordHasher passwords;
    private final ExternalProof outside;
    private final Problems problems;
    private final Clock clock;
    private final boolean legacy;

    Proofs(
            Commands commands,
            Queries queries,
            PasswordHasher passwords,
            ExternalProof outside,
            Problems problems,
            Clock clock,
            Settings settings) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.outside = outside;
        this.problems = problems;
        this.clock = clock;
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
        var credentials = credentials(email);
        return passwords.matches(password, credentials.map(Credentials::password).orElse(null))
                ? credentials.map(Proven::asItIs)
                : Optional.empty();
    }

    /**
     * The account of the address, which has no password, if a provider has proven just now that it is theirs. Who has a
     * password has to know it: nobody gets around it with a token.
     */
    Proven byFreshToken(String email, String token) {
        var known = credentials(email).orElseThrow(() -> RequestRefused.notFound("User not found"));
        if (known.password() != null) {
            throw new InvalidInput(List.of(new FieldError("currentPassword", "is required")));
        }
        var identity = identity(token);
        requireSame(email, identity.email());
        if (!isFresh(identity)) {
            throw RequestRefused.forbidden("The proof is too old, please sign in there again");
        }
        return verified(known);
    }

    private boolean isFresh(ProvenIdentity identity) {
        var now = clock.instant();
        var signedInAt = identity.signedInAt();
        return signedInAt != null && !signedInAt.isBefore(now.minus(FRESH)) && !signedInAt.isAfter(now.plus(SKEW));
    }

    /** What proves the account of an address as somebody gave it; nothing is looked for that no account can have. */
    private Optional<Credentials> credentials(String email) {
        return Email.of(email).flatMap(known -> queries.find(new GetCredentials(known.value()), Credentials.class));
    }

    /** The same, with a stronger verifier if that could be had: who has proven the password is let in anyway. */
    private Proven upgraded(Proven proven, String password) {
        var present = proven.password();
        if (present == null || !PasswordHasher.isWeak(present)) {
            return proven;
        }
        try {
            var stronger = passwords.strongest(password);
            commands.send(new UpgradePassword(proven.accountId(), present, stronger));
            return new Proven(proven.accountId(), stronger, proven.generation(), proven.family(), null);
        } catch (RuntimeException failure) {
            LOG.warn("The password of account {} was not hashed anew: {}", proven.accountId(), problems.ofItem(failure).error());
            return proven;
        }
    }

    private ProvenIdentity identity(String token) {
        return outside.of(token)
                .orElseThrow(() -> RequestRefused.unauthenticated("invalid-proof", "The token proves no identity", null));
    }

    private Proven byIdentity(ProvenIdentity identity, SignIn body) {
        var email = body.address();
        requireSame(email, identity.email());
        var known = credentials(email);
        if (known.isEmpty()) {
            var valid = new Email(email);
            var account = NewAccount.view(UUID.randomUUID(), email,
                    Presented.usernameFor(email, body.username(), identity.name()),
                    Presented.avatar(body.avatar()).or(() -> Presented.avatar(identity.avatar())).orElse(""), clock.millis());
            try {
                commands.send(new RegisterVerifiedAccount(
                        account.accountId(), valid, account.username(), account.avatar()));
                return Proven.opened(account);
            } catch (Rejection refused) {
                requireTaken(refused);
                return verified(inAMoment(email));
            }
        }
        return verified(known.get());
    }

    /** Until now nothing proved the address: a password that somebody has set is removed, and their sessions end. */
    private Proven verified(Credentials credentials) {
        if (credentials.emailVerified()) {
            return Proven.asItIs(credentials);
        }
        commands.send(new VerifyEmail(credentials.accountId()));
        return new Proven(credentials.accountId(), null, credentials.tokenGeneration() + 1, null, null);
    }

    private static Proven byOwnToken(Caller caller, SignIn body) {
        requireSame(body.address(), caller.email());
        var token = caller.token();
        return new Proven(caller.accountId(), null, token.generation(), token.session(), null);
    }

    private Proven byName(SignIn body) {
        var email = body.address();
        var known = credentials(email);
        if (known.isEmpty()) {
            var username = Optional.ofNullable(body.username()).orElse("");
            new Checks().that(!username.isBlank(), "username", "is required")
                    .orRefuse("Username, email and avatar are required");
            var valid = new Email(email);
            var account = NewAccount.view(UUID.randomUUID(), email, Presented.usernameFor(email, username),
                    Presented.avatar(body.avatar()).orElse(""), clock.millis());
            try {
                commands.send(new RegisterAccount(
                        account.accountId(), valid, account.username(), account.avatar(), null, Role.USER));
                return Proven.opened(account);
            } catch (Rejection refused) {
                requireTaken(refused);
                return unproven(inAMoment(email));
            }
        }
        return unproven(known.get());
    }

    /** Somebody else was faster; anything else is no reason to go on. */
    private static void requireTaken(Rejection refused) {
        if (!refused.code().equals(EmailTaken.CODE)) {
            throw refused;
        }
    }

    private static Proven unproven(Credentials credentials) {
        // Who has proven an address once has nothing to gain from a sign-in without proof, others have.
        if (credentials.password() != null || credentials.emailVerified() || credentials.isAdmin()) {
            throw none();
        }
        return Proven.asItIs(credentials);
    }

    private Credentials inAMoment(String email) {
        try {
            return new RetryTemplate(A_MOMENT).execute(
                    () -> credentials(email).orElseThrow());
        } catch (RetryException givenUp) {
            if (givenUp.getCause() instanceof RuntimeException failure && !(failure instanceof NoSuchElementException)) {
                throw failure;
            }
            throw RequestRefused.unavailable("The account is just being opened, please try again");
        }
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
