package studio.dictation.app.web.identity;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.PasswordHasher;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.command.identity.ChangePassword;

/** Changes the caller's password: an addition to the contract. */
@RestController
@RequestMapping("/auth")
class PasswordController {
    private final Commands commands;
    private final PasswordHasher passwords;
    private final Proofs proofs;
    private final Tokens tokens;

    PasswordController(Commands commands, PasswordHasher passwords, Proofs proofs, Tokens tokens) {
        this.commands = commands;
        this.passwords = passwords;
        this.proofs = proofs;
        this.tokens = tokens;
    }

    @Throttled(Kind.PASSWORDS)
    @PutMapping("/password")
    ResponseEntity<Map<String, String>> change(@RequestBody PasswordChange body, Caller caller) {
        body.check();
        var proven = body.provenBy(proofs, caller.email());
        commands.send(new ChangePassword(caller.accountId(), proven.password(), passwords.verifierOf(body.next())));
        // The change has begun the next generation. Whatever else ended all sessions meanwhile ends this one, too.
        return ResponseEntity.ok()
                .headers(tokens.issue(caller.email(), proven.generation() + 1))
                .body(Map.of("message", "Password changed successfully"));
    }
}
