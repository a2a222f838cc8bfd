package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * Replaces the verifier of a password by a stronger one of the same password; nothing happens if the account has another
 * verifier meanwhile.
 *
 * @param accountId the account
 * @param from      the verifier that the password was checked with
 * @param to        the stronger one
 */
public record UpgradePassword(UUID accountId, PasswordVerifier from, PasswordVerifier to) implements Command {
    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }
}
