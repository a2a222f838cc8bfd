package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Sets what an account may do; nothing happens if it may just that. Refused with {@link LastAdmin} if nobody would be
 * administrator any more.
 *
 * @param accountId the account
 * @param role      what it may do from now on
 */
public record GrantRole(UUID accountId, Role role) implements Command {
    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }
}
