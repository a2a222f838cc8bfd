package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Changes the name and the picture shown for an account; nothing happens if they're the same.
 *
 * @param accountId the account
 * @param username  3 to 50 characters; surrounding white space is dropped
 * @param avatar    address of a picture, at most 2,048 characters; empty for none
 */
public record ChangeProfile(UUID accountId, String username, String avatar) implements Command {
    public ChangeProfile {
        username = username.strip();
        Profile.check(username, avatar);
    }

    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }

    @Override
    public String toString() {
        return "ChangeProfile[%s]".formatted(accountId);
    }
}
