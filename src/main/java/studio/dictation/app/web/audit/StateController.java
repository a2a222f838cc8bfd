package studio.dictation.app.web.audit;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.audit.GetReplay;
import studio.dictation.query.audit.GetStateAt;
import studio.dictation.query.audit.ReplayView;
import studio.dictation.query.audit.StateView;

import static java.util.Objects.requireNonNull;

/** How a membership stood, stands and will stand. */
@RestController
@RequestMapping("/admin/billing")
class StateController {
    private final Queries queries;
    private final AuditedAccounts accounts;
    private final Clock clock;

    StateController(Queries queries, AuditedAccounts accounts, Clock clock) {
        this.queries = queries;
        this.accounts = accounts;
        this.clock = clock;
    }

    @AdminOnly
    @GetMapping("/{email}/at")
    StateView at(@PathVariable String email, @RequestParam(required = false) @Nullable String instant, Caller caller) {
        var checks = new Checks().that(instant != null && !instant.isBlank(), "instant", "is required");
        var at = GivenInstant.of(instant, "instant", checks);
        checks.orRefuse();
        var owner = accounts.lookedAt(email, caller, "state");
        return queries.get(new GetStateAt(owner, requireNonNull(at)), StateView.class);
    }

    @AdminOnly
    @GetMapping("/{email}/replay")
    ReplayView replay(@PathVariable String email, @RequestParam(required = false) @Nullable String until, Caller caller) {
        var checks = new Checks();
        var moved = GivenInstant.of(until, "until", checks);
        checks.that(moved == null || moved.isAfter(clock.instant()), "until", "must be in the future").orRefuse();
        var owner = accounts.lookedAt(email, caller, "replay");
        return queries.get(new GetReplay(owner, Email.normalized(email), moved), ReplayView.class);
    }
}
