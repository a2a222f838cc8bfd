package studio.dictation.command.membership;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Asks what is known of a learner's subscriptions; answered with {@link KnownSubscriptions}. Changes nothing.
 *
 * @param accountId the learner's account
 */
public record TellSubscriptions(UUID accountId) implements Command {
    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
