package studio.dictation.command.membership;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.rules.PlanLevel;

/**
 * Sets somebody's plan, whatever it was before, for days counted from now. The same setting twice counts once.
 *
 * @param accountId the learner's account
 * @param settingId identity of the setting, unique
 * @param level     the plan; {@link PlanLevel#FREE} ends whatever there was
 * @param days      1 to 36,500; of no matter for the free plan
 * @param cause     why: {@code admin}
 */
public record SetPlan(UUID accountId, UUID settingId, PlanLevel level, int days, String cause) implements Command {
    public SetPlan {
        if (level.isPaid()) {
            new Checks()
                    .that(days >= 1 && days <= PlanLevel.PERMANENT_DAYS, "duration", "must be 1 to 36,500 days")
                    .orRefuse();
        } else {
            days = 0;
        }
    }

    /** The plan of that name, upper or lower case; any other is refused with {@link InvalidInput}. */
    public static PlanLevel levelOf(String name) {
        for (var level : PlanLevel.values()) {
            if (level.text().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        throw new InvalidInput(List.of(new FieldError("plan", "must be Free, Basic, Pro or Premium")));
    }

    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
