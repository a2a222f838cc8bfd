package studio.dictation.query.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * What proves who somebody is. Never leaves the process.
 *
 * @param accountId       the account
 * @param role            {@code User} or {@code Admin}
 * @param password        the verifier; absent for accounts that sign in elsewhere
 * @param emailVerified   whether somebody has proven elsewhere that the address is theirs
 * @param tokenGeneration what a token that is issued for these credentials carries
 */
public record Credentials(
        UUID accountId,
        String role,
        @Nullable PasswordVerifier password,
        boolean emailVerified,
        int tokenGeneration) {
    /** Whether this account may use the administrators' part. */
    public boolean isAdmin() {
        return "Admin".equals(role);
    }
}
