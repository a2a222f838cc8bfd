package studio.dictation.app.web.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.PasswordHasher;
import studio.dictation.app.security.Public;
import studio.dictation.app.security.RefreshOnly;
import studio.dictation.app.security.RefreshToken;
import studio.dictation.app.security.Refresher;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.identity.ChangeProfile;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.session.RevokeSession;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.Credentials;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.identity.GetCredentials;

/** A1 to A4 of the contract. */
@RestController
@RequestMapping("/auth")
class IdentityController {
    private final Commands commands;
    private final Queries queries;
    private final PasswordHasher passwords;
    private final Tokens tokens;
    private final Clock clock;

    IdentityController(Commands commands, Queries queries, PasswordHasher passwords, Tokens tokens, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Public
    @PostMapping("/register")
    ResponseEntity<SignedIn> register(@RequestBody Registration body) {
        var registration = body.valid();
        commands.send(registration.as(passwords.verifierOf(registration.password())));
        var email = registration.email().value();
        var account = queries.findIfReachable(new GetAccount(email), AccountView.class).orElseGet(() -> {
            commands.notYetVisible();
            return registration.asView(clock.millis());
        });
        return signedIn("User registered successfully", account, 0);
    }

    @Public
    @PostMapping("/login")
    ResponseEntity<SignedIn> login(@RequestBody SignIn body) {
        var email = Optional.ofNullable(body.email()).orElse("").strip().toLowerCase(Locale.ROOT);
        new Checks().that(!email.isEmpty(), "email", "is required").orRefuse("Username, email and avatar are required");
        var password = Optional.ofNullable(body.password()).filter(given -> !given.isEmpty())
                .orElseThrow(() -> RequestRefused.unauthenticated(
                        "proof-required", "A password is required to log in", null));
        var credentials = queries.find(new GetCredentials(email), Credentials.class);
        if (!passwords.matches(password, credentials.map(Credentials::password).orElse(null))) {
            throw wrongCredentials();
        }
        var account = account(email);
        var changed = new ChangeProfile(account.accountId(), body.newUsername().orElse(account.username()),
                body.newAvatar().orElse(account.avatar()));
        if (!changed.username().equals(account.username()) || !changed.avatar().equals(account.avatar())) {
            commands.send(changed);
            account = account(email);
        }
        return signedIn("Login successful", account, credentials.map(Credentials::tokenGeneration).orElse(0));
    }

    @RefreshOnly
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
        revocations.add(revocation(caller, token.session(), token.id(), token.expiresAt()));
        // contract C5: an access token of the former service doesn't tell which refresh token belongs to it
        ownRefreshToken(caller, refreshToken)
                .filter(own -> !own.family().equals(token.session()))
                .ifPresent(own -> revocations.add(revocation(caller, own.family(), own.id(), own.expiresAt())));
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

    private AccountView account(String email) {
        return queries.find(new GetAccount(email), AccountView.class).orElseThrow(IdentityController::wrongCredentials);
    }

    private static RequestRefused wrongCredentials() {
        return RequestRefused.unauthenticated("invalid-credentials", "Invalid email or password", null);
    }

    private ResponseEntity<SignedIn> signedIn(String message, AccountView account, int generation) {
        return ResponseEntity.ok().headers(tokens.issue(account.email(), generation)).body(new SignedIn(message, account));
    }
}
