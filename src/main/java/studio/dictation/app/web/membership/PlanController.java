package studio.dictation.app.web.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.idempotency.Idempotent;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.EachAccount;
import studio.dictation.app.web.ReasonCode;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.membership.PlanView;

/** U16 of the contract. */
@RestController
@RequestMapping("/user")
class PlanController {
    private static final String CAUSE = "admin";

    private final EachAccount accounts;

    PlanController(EachAccount accounts) {
        this.accounts = accounts;
    }

    @AdminOnly
    @Idempotent("grant-plan")
    @PostMapping("/update-duration")
    Updated grant(@RequestBody Body body) {
        var emails = body.distinctEmails();
        int days = body.days();
        ReasonCode.note(body.reason());
        var done = accounts.send(emails, account ->
                List.of(GrantPlan.byDays(account.accountId(), UUID.randomUUID(), days, CAUSE)));
        return Updated.of(done.stream().map(this::result).toList());
    }

    private Result result(EachAccount.Done done) {
        if (done.error() != null) {
            return new Result(done.email(), false, null, done.error());
        }
        var plan = accounts.afterwards(done.email()).map(AccountView::plan);
        return new Result(done.email(), true, plan.orElse(null), null);
    }

    /** The body of U16; days are a whole number, with or without {@code .0}, the reason is a code. */
    record Body(@Nullable List<@Nullable String> emails, @Nullable BigDecimal duration, @Nullable String reason) {
        List<String> distinctEmails() {
            var distinct = EachAccount.distinct(emails);
            new Checks().that(!distinct.isEmpty(), "emails", "is required").orRefuse("No emails provided");
            return distinct;
        }

        int days() {
            if (duration == null) {
                throw new InvalidInput("Duration is required", List.of(new FieldError("duration", "is required")));
            }
            int days = Days.of(duration).orElse(0);
            if (days != -1 && (days < 1 || days > 36_500)) {
                throw new InvalidInput("Duration must be -1 or a whole number of days from 1 to 36500",
                        List.of(new FieldError("duration", "must be -1 or a whole number from 1 to 36500")));
            }
            return days;
        }
    }

    /** What became of one address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(String email, boolean success, @Nullable PlanView plan, @Nullable String error) {}

    /** The answer of U16. */
    record Updated(String message, List<Result> results) {
        static Updated of(List<Result> results) {
            var updated = results.stream().filter(Result::success).count();
            return new Updated("Updated %d of %d users".formatted(updated, results.size()), results);
        }
    }
}
