package studio.dictation.app.web.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.membership.PlanView;

/** U16 of the contract. */
@RestController
@RequestMapping("/user")
class PlanController {
    private static final String CAUSE = "admin";

    private final Commands commands;
    private final Queries queries;
    private final Problems problems;

    PlanController(Commands commands, Queries queries, Problems problems) {
        this.commands = commands;
        this.queries = queries;
        this.problems = problems;
    }

    @AdminOnly
    @PostMapping("/update-duration")
    Updated grant(@RequestBody Body body) {
        var emails = body.distinctEmails();
        int days = body.days();
        var grants = new LinkedHashMap<String, GrantPlan>();
        for (var email : emails) {
            queries.find(new GetAccount(normalized(email)), AccountView.class).ifPresent(account ->
                    grants.put(email, GrantPlan.byDays(account.accountId(), UUID.randomUUID(), days, CAUSE)));
        }
        var failures = new LinkedHashMap<String, Throwable>();
        var outcomes = commands.sendEach(List.copyOf(grants.values())).iterator();
        grants.keySet().forEach(email -> outcomes.next().failed().ifPresent(why -> failures.put(email, why)));
        return Updated.of(emails.stream().map(email -> result(email, grants, failures)).toList());
    }

    private Result result(String email, Map<String, GrantPlan> grants, Map<String, Throwable> failures) {
        if (!grants.containsKey(email)) {
            return new Result(email, false, null, "User not found");
        }
        var failure = failures.get(email);
        if (failure != null) {
            return new Result(email, false, null, problems.of(failure).error());
        }
        var plan = queries.findIfReachable(new GetAccount(normalized(email)), AccountView.class).map(AccountView::plan);
        if (plan.isEmpty()) {
            commands.notYetVisible();
        }
        return new Result(email, true, plan.orElse(null), null);
    }

    private static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The body of U16; days are a whole number, with or without {@code .0}. */
    record Body(@Nullable List<@Nullable String> emails, @Nullable BigDecimal duration) {
        private static final int LONGEST_EXPONENT = 9;
        private static final int MOST_EMAILS = 1_000;

        List<String> distinctEmails() {
            var given = new LinkedHashMap<String, String>();
            for (var email : emails == null ? List.<String>of() : emails) {
                if (email != null && !email.isBlank()) {
                    given.putIfAbsent(normalized(email), email);
                }
            }
            new Checks().that(!given.isEmpty(), "emails", "is required").orRefuse("No emails provided");
            new Checks()
                    .that(given.size() <= MOST_EMAILS, "emails", "must have at most 1,000 addresses")
                    .orRefuse();
            return new ArrayList<>(given.values());
        }

        int days() {
            if (duration == null) {
                throw new InvalidInput("Duration is required", List.of(new FieldError("duration", "is required")));
            }
            // Bounded first: writing out 1e999999999 digit by digit would take for ever.
            var isInt = duration.precision() - duration.scale() <= LONGEST_EXPONENT
                    && duration.stripTrailingZeros().scale() <= 0;
            int days = isInt ? duration.intValue() : 0;
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
