package studio.dictation.command.session;

import java.time.Instant;
import java.util.UUID;
import studio.dictation.command.kernel.Command;

/**
 * Takes a sign-in back. Asked again with the same token, nothing happens.
 *
 * @param accountId       whose sign-in it is
 * @param family          id that all refresh tokens of the sign-in share
 * @param tokenId         {@code jti} of the token of this sign-in that was shown
 * @param tokenExpiresAt  when that token expires by itself
 * @param familyExpiresAt when the last refresh token of the family expires by itself
 */
public record RevokeSession(
        UUID accountId, String family, String tokenId, Instant tokenExpiresAt, Instant familyExpiresAt) implements Command {
    @Override
    public String streamId() {
        return Session.streamId(family);
    }
}
