package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.Email;

/**
 * Opens an account without a password for somebody who has proven the address elsewhere. Refused with {@link EmailTaken} if
 * the address has an account already. The same command twice opens one account.
 *
 * @param accountId the new account, random
 * @param email     its address, proven
 * @param username  3 to 50 characters; surrounding white space is dropped
 * @param avatar    address of a picture, at most 2,048 characters; empty for none
 */
public record RegisterVerifiedAccount(UUID accountId, Email email, String username, String avatar) implements Command {
    public RegisterVerifiedAccount {
        username = username.strip();
        Profile.check(username, avatar);
    }

    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }

    @Override
    public String toString() {
        return "RegisterVerifiedAccount[%s]".formatted(accountId);
    }
}
