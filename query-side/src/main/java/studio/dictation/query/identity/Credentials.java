package studio.dictation.query.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.identity.PasswordVerifier;

/**
 * What proves a password. Never leaves the process.
 *
 * @param accountId the account
 * @param role      {@code User} or {@code Admin}
 * @param password  the verifier; absent for accounts that sign in elsewhere
 */
public record Credentials(UUID accountId, String role, @Nullable PasswordVerifier password) {}
