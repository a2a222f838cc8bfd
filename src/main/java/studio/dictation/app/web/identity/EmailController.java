package studio.dictation.app.web.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Public;
import studio.dictation.app.throttle.AboutAccount;
import studio.dictation.app.throttle.Kind;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** A7 of the contract. */
@RestController
@RequestMapping("/auth")
class EmailController {
    private final Queries queries;

    EmailController(Queries queries) {
        this.queries = queries;
    }

    @Public
    @Throttled(Kind.LOOKUPS)
    @PostMapping("/check-email")
    Checked check(@RequestBody Body body) {
        return queries.find(new GetAccount(body.valid().value()), AccountView.class)
                .map(account -> new Checked(true, "Email already exists"))
                .orElse(new Checked(false, "Email is available"));
    }

    /** The body of A7. */
    record Body(@Nullable String email) implements AboutAccount {
        Email valid() {
            var address = email == null ? "" : email;
            new Checks().that(!address.isBlank(), "email", "is required").orRefuse("Email is required");
            return new Email(address);
        }
    }

    /** The answer of A7. */
    record Checked(boolean exists, String message) {}
}
