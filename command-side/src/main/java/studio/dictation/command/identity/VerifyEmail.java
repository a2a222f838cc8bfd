package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Records that whoever signs in has proven the account's address. The first time, nobody had to prove it before: whatever
 * password was set is removed, and all earlier sign-ins end. From the second time on nothing happens.
 *
 * @param accountId the account
 */
public record VerifyEmail(UUID accountId) implements Command {
    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }
}
