package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Takes all sign-ins of an account back at once. Asked twice, sign-ins from in between end too.
 *
 * @param accountId the account
 */
public record EndSessions(UUID accountId) implements Command {
    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }
}
