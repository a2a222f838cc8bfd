package studio.dictation.command.code;

import java.util.List;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.rules.PlanLevel;

/**
 * Makes a code that gives days on a plan, and is answered with its {@link studio.dictation.rules.CodeText text}. The same command
 * twice makes one code.
 *
 * @param random   16 hexadecimal digits that name it, drawn so that nobody can guess them
 * @param duration how long a plan it gives, in words
 * @param days     1 to 36,500
 */
public record IssueCode(String random, String duration, int days) implements Command {
    public IssueCode {
        if (!MembershipCode.isRandom(random)) {
            throw new IllegalArgumentException("A code is named by 16 hexadecimal digits");
        }
        new Checks()
                .that(days >= 1 && days <= PlanLevel.PERMANENT_DAYS, "days", "must be a whole number from 1 to 36500")
                .orRefuse("Invalid days specified. Must be a positive integer.");
    }

    /** A code for a duration that has a name; any other is refused with {@link InvalidInput}. */
    public static IssueCode named(String random, String duration) {
        int days = switch (duration) {
            case "30days" -> 30;
            case "60days" -> 60;
            case "90days" -> 90;
            case "permanent" -> PlanLevel.PERMANENT_DAYS;
            default -> throw new InvalidInput("Invalid duration specified",
                    List.of(new FieldError("duration", "must be 30days, 60days, 90days or permanent")));
        };
        return new IssueCode(random, duration, days);
    }

    /** A code for any number of days. */
    public static IssueCode custom(String random, int days) {
        return new IssueCode(random, "custom_%ddays".formatted(days), days);
    }

    @Override
    public String streamId() {
        return MembershipCode.streamId(random);
    }

    @Override
    public String toString() {
        return "IssueCode[%s]".formatted(duration);
    }
}
