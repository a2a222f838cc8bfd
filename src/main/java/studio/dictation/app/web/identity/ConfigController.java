package studio.dictation.app.web.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** U8 and U9 of the contract. */
@RestController
@RequestMapping("/user/config")
class ConfigController {
    private final Commands commands;
    private final Queries queries;

    ConfigController(Commands commands, Queries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @PostMapping
    Changed change(@RequestBody Map<String, @Nullable Object> body, Caller caller) {
        var changes = new ConfigBody(body).changes(caller.accountId());
        if (!changes.isEmpty()) {
            commands.send(changes);
        }
        var account = queries.findIfReachable(new GetAccount(caller.email()), AccountView.class);
        if (account.isEmpty()) {
            commands.notYetVisible();
        }
        return new Changed("User configuration updated successfully", account.orElse(null));
    }

    @GetMapping
    Map<String, AccountView> config(Caller caller) {
        return Map.of("config", caller.account());
    }

    /** The answer of U8. The account is absent while reads are out of reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(String message, @Nullable AccountView config) {}
}
