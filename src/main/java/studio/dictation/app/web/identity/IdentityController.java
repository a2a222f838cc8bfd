package studio.dictation.app.web.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.ParkedAnswers;
import studio.dictation.app.security.PasswordHasher;
import studio.dictation.app.security.Public;
import studio.dictation.app.security.RefreshOnly;
import studio.dictation.app.security.RefreshToken;
import studio.dictation.app.security.Refresher;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.identity.ChangeProfile;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.session.RevokeSession;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** A1 to A6 of the contract. */
@RestController
@RequestMapping("/auth")
class IdentityController {
    private final Commands commands;
    private final Queries queries;
    private final PasswordHasher passwords;
    private final Proofs proofs;
    private final Tokens tokens;
    private final ParkedAnswers parked;
    private final Clock clock;

    IdentityController(
            Commands commands,
            Queries queries,
            PasswordHasher passwords,
            Proofs proofs,
            Tokens tokens,
            ParkedAnswers parked,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.proofs = proofs;
        this.tokens = tokens;
        this.parked = parked;
        this.clock = clock;
    }

    @Public
    @Throttled(Kind.REGISTRATIONS)
    @PostMapping("/register")
    ResponseEntity<SignedIn> register(@RequestBody Registration body) {
        var registration = body.valid();
        commands.send(registration.as(passwords.verifierOf(registration.password())));
        var email = registration.email().value();
        var account = queries.findIfReachable(new GetAccount(email), AccountView.class).orElseGet(() -> {
            commands.notYetVisible();
            return registration.asView(clock.millis());
        });
        return ResponseEntity.ok().headers(tokens.issue(email, 0)).body(new SignedIn("User registered successfully", account));
    }

    @Public
    @Throttled(Kind.SIGN_INS)
    @PostMapping("/login")
    ResponseEntity<SignedIn> login(
            @RequestBody SignIn body,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            HttpServletResponse response) {
        requireAddress(body, "Username, email and avatar are required");
        return signedIn("Login successful", body, proofs.of(body, authorization, Optional.empty()), response);
    }

    @Public
    @Throttled(Kind.SIGN_INS)
    @PostMapping("/userinfo")
    ResponseEntity<SignedIn> userInfo(
            @RequestBody SignIn body,
            Optional<Caller> caller,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            HttpServletResponse response) {
        requireAddress(body, "Email is required");
        return signedIn("User information processed successfully", body, proofs.of(body, authorization, caller), response);
    }

    @Throttled(Kind.STAYS)
    @GetMapping("/userinfo/{email}")
    AccountView userInfo(Caller caller, @PathVariable String email) {
        if (!caller.isAdmin() && !Email.normalized(email).equals(caller.email())) {
            throw RequestRefused.forbidden("Admin access required");
        }
        return queries.account(email).orElseThrow(() -> RequestRefused.notFound("User not found"));
    }

    @RefreshOnly
    @Throttled(Kind.STAYS)
    @PostMapping("/refresh-token")
    ResponseEntity<AccountView> refresh(Refresher refresher) {
        var token = refresher.token();
        return ResponseEntity.ok()
                .headers(tokens.issue(token.email(), token.generation(), token.family()))
                .body(refresher.account());
    }

    @PostMapping("/logout")
    Map<String, String> logout(
            Caller caller, @RequestHeader(name = Tokens.REFRESH_HEADER, required = false) @Nullable String refreshToken) {
        var token = caller.token();
        var revocations = new ArrayList<RevokeSession>();
        // contract C5: an access token of the former service doesn't tell which refresh token belongs to it
        ownRefreshToken(caller, refreshToken)
                .filter(own -> !own.family().equals(token.session()))
                .ifPresent(own -> revocations.add(revocation(caller, own.family(), own.id(), own.expiresAt())));
        // The caller's own last: as long as it stands, a logout that was interrupted can be sent again.
        revocations.add(revocation(caller, token.session(), token.id(), token.expiresAt()));
        commands.send(revocations.toArray());
        return Map.of("message", "Successfully logged out");
    }

    private RevokeSession revocation(Caller caller, String family, String tokenId, Instant tokenExpiresAt) {
        return new RevokeSession(caller.accountId(), family, tokenId, tokenExpiresAt, tokens.familyEnd());
    }

    private Optional<RefreshToken> ownRefreshToken(Caller caller, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tokens.refresh(text)).filter(token -> token.email().equals(caller.email()));
        } catch (RequestRefused worthless) {
            return Optional.empty(); // nothing is left to take back
        }
    }

    private ResponseEntity<SignedIn> signedIn(String message, SignIn body, Proven proven, HttpServletResponse response) {
        parked.say(proven.accountId(), response);
        var email = body.address();
        var account = queries.account(email).orElseGet(() -> {
            commands.notYetVisible();
            return Optional.ofNullable(proven.opened()).orElseThrow(
                    () -> RequestRefused.unavailable("The account is just being opened, please try again"));
        });
        var changed = new ChangeProfile(account.accountId(),
                Presented.username(body.username()).orElse(account.username()),
                Presented.avatar(body.avatar()).orElse(account.avatar()));
        if (!changed.username().equals(account.username()) || !changed.avatar().equals(account.avatar())) {
            commands.send(changed);
            account = changed(account, changed);
        }
        var family = proven.family();
        var headers = family == null
                ? tokens.issue(email, proven.generation())
                : tokens.issue(email, proven.generation(), family);
        return ResponseEntity.ok().headers(headers).body(new SignedIn(message, account));
    }

    /** As it was stored, also while reads don't show it yet or are out of reach. */
    private AccountView changed(AccountView before, ChangeProfile to) {
        var shown = queries.findIfReachable(new GetAccount(before.email()), AccountView.class);
        if (shown.isEmpty()) {
            commands.notYetVisible();
        }
        return shown.orElse(before).named(to.username(), to.avatar());
    }

    private static void requireAddress(SignIn body, String error) {
        new Checks().that(!body.address().isEmpty(), "email", "is required").orRefuse(error);
    }
}
