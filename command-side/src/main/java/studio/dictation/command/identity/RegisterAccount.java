package studio.dictation.command.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.Email;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * Opens an account. Refused with {@link EmailTaken} if the address has one already. An account may begin as
 * {@link Role#ADMIN} only while there is no administrator, otherwise {@link AdminExists}; later ones are made by
 * {@link GrantRole}. The same command twice opens one account.
 *
 * @param accountId the new account, random
 * @param email     its address
 * @param username  3 to 50 characters; surrounding white space is dropped
 * @param avatar    address of a picture, at most 2,048 characters; empty for none
 * @param password  what proves the password; absent for accounts that sign in elsewhere
 * @param role      what it may do
 */
public record RegisterAccount(
        UUID accountId, Email email, String username, String avatar, @Nullable PasswordVerifier password, Role role) implements Command {
    public RegisterAccount {
        username = username.strip();
        Profile.check(username, avatar);
    }

    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }

    @Override
    public String toString() {
        return "RegisterAccount[%s, %s]".formatted(accountId, role);
    }
}
