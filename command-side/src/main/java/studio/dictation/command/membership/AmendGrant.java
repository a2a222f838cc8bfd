package studio.dictation.command.membership;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;
import studio.dictation.rules.PlanLevel;

/**
 * Takes days of a grant back, or gives them again. The same twice counts once, and one that comes late, after what was decided later,
 * counts no more; a grant that isn't known yet will count so many days when it is.
 *
 * @param accountId the learner's account
 * @param grantId   the grant
 * @param days      days of it that count from here on, 0 to 36,500
 * @param cause     why: {@code refund}, {@code dispute} or {@code dispute-won}
 * @param reference id of what it is amended for, if there is one
 * @param decision  place of the decision behind it in the history of what the grant was given for: of two the later one holds
 */
public record AmendGrant(
        UUID accountId, UUID grantId, int days, String cause, @Nullable String reference, long decision) implements Command {
    public AmendGrant {
        if (days < 0 || days > PlanLevel.PERMANENT_DAYS) {
            throw new IllegalArgumentException("No number of days that can count: " + days);
        }
    }

    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
