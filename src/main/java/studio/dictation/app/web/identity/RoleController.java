package studio.dictation.app.web.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.EachAccount;
import studio.dictation.command.identity.EndSessions;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/** A10 of the contract. */
@RestController
@RequestMapping("/auth/user")
class RoleController {
    private final EachAccount accounts;

    RoleController(EachAccount accounts) {
        this.accounts = accounts;
    }

    @AdminOnly
    @PutMapping("/role")
    EachAccount.Report grant(@RequestBody Body body) {
        var wanted = body.valid();
        var done = accounts.send(wanted.emails(), account -> wanted.commandsFor(account.accountId()));
        return EachAccount.Report.of("Role", done.stream().map(one -> result(one, wanted.role())).toList());
    }

    private static EachAccount.Result result(EachAccount.Done done, Role role) {
        var error = done.error();
        return new EachAccount.Result(
                done.email(), error == null, error == null ? "Role updated to " + role.text() : error);
    }

    /** The body of A10; whether sessions end, too, is an addition to the contract. */
    record Body(@Nullable List<@Nullable String> emails, @Nullable String role, @Nullable Boolean endSessions) {
        Valid valid() {
            var distinct = EachAccount.distinct(emails);
            var name = role == null ? "" : role.strip();
            new Checks()
                    .that(!distinct.isEmpty(), "emails", "is required")
                    .that(!name.isEmpty(), "role", "is required")
                    .orRefuse("Emails list and role are required");
            return new Valid(distinct, Role.of(name), Boolean.TRUE.equals(endSessions));
        }
    }

    /** Who gets which role, and whether they have to sign in again. */
    record Valid(List<String> emails, Role role, boolean endSessions) {
        /** Who has the role already is not refused it: so a request that was interrupted can be sent again as it was. */
        List<Command> commandsFor(UUID accountId) {
            var granting = new GrantRole(accountId, role);
            return endSessions ? List.of(granting, new EndSessions(accountId)) : List.of(granting);
        }
    }
}
