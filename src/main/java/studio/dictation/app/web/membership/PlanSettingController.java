package studio.dictation.app.web.membership;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.web.EachAccount;
import studio.dictation.app.web.ReasonCode;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.membership.SetPlan;
import studio.dictation.query.membership.PlanView;
import studio.dictation.rules.PlanLevel;

/** A9 of the contract. */
@RestController
@RequestMapping("/auth/user")
class PlanSettingController {
    private static final String CAUSE = "admin";

    private final EachAccount accounts;

    PlanSettingController(EachAccount accounts) {
        this.accounts = accounts;
    }

    @AdminOnly
    @PutMapping("/plan")
    EachAccount.Report set(@RequestBody Body body) {
        var wanted = body.valid();
        ReasonCode.note(body.reason());
        var done = accounts.send(wanted.emails(), account -> List.of(
                new SetPlan(account.accountId(), UUID.randomUUID(), wanted.level(), wanted.days(), CAUSE)));
        return EachAccount.Report.of("Plan", done.stream().map(one -> result(one, wanted.level())).toList());
    }

    private EachAccount.Result result(EachAccount.Done done, PlanLevel level) {
        if (done.error() != null) {
            return new EachAccount.Result(done.email(), false, done.error());
        }
        var updated = "Plan updated to " + level.text();
        return new EachAccount.Result(done.email(), true, accounts.afterwards(done.email())
                .map(account -> updated + " with expiration " + expiration(account.plan()))
                .orElse(updated));
    }

    private static String expiration(PlanView plan) {
        // contract A9: the former service's way to say that there is none
        return plan.expireTime() == null ? "None" : plan.expireTime().toString();
    }

    /** The body of A9; without a duration a plan lasts as long as it is sold for. The reason is a code. */
    record Body(@Nullable List<@Nullable String> emails, @Nullable String plan, @Nullable BigDecimal duration,
            @Nullable String reason) {
        Valid valid() {
            var distinct = EachAccount.distinct(emails);
            var name = plan == null ? "" : plan.strip();
            new Checks()
                    .that(!distinct.isEmpty(), "emails", "is required")
                    .that(!name.isEmpty(), "plan", "is required")
                    .orRefuse("Emails list and plan are required");
            var level = SetPlan.levelOf(name);
            return new Valid(distinct, level, duration == null ? level.catalogueDays() : days(duration));
        }

        private static int days(BigDecimal given) {
            int days = Days.of(given).orElse(0);
            new Checks()
                    .that(days >= 1 && days <= PlanLevel.PERMANENT_DAYS, "duration", "must be a whole number from 1 to 36500")
                    .orRefuse();
            return days;
        }
    }

    /** Who gets which plan for how long. */
    record Valid(List<String> emails, PlanLevel level, int days) {}
}
