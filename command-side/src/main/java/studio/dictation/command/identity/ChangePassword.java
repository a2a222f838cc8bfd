package studio.dictation.command.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * Gives an account another password and ends all its sign-ins. Refused with {@link PasswordChangedMeanwhile} if it has
 * another verifier than the one the caller has proven; nothing happens if it has the new one already.
 *
 * @param accountId the account
 * @param from      the verifier that the present password was checked with; null if the account had no password
 * @param to        the verifier of the new password
 */
public record ChangePassword(UUID accountId, @Nullable PasswordVerifier from, PasswordVerifier to) implements Command {
    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }
}
