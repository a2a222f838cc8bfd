package studio.dictation.command.membership;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Notes that somebody's plan is over, if it is and nobody did. Answered with the instant at which it will be, if it isn't.
 *
 * @param accountId the learner's account, who has had a plan
 */
public record ExpirePlan(UUID accountId) implements Command {
    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
