package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.PersonalData;

/**
 * Somebody opened an account; the free plan and the default settings apply from here on.
 *
 * @param accountId  the new account, random
 * @param email      trimmed and lower-cased; unique; free of {@code :} and glob characters; never changes
 * @param username   3 to 50 characters
 * @param avatar     address of a picture, empty when none was given
 * @param password   the verifier of the password; absent for accounts that sign in elsewhere
 * @param role       {@code User} or {@code Admin}
 * @param language   language of the user interface, {@code en} unless chosen
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record AccountRegistered(
        UUID accountId,
        String email,
        String username,
        String avatar,
        @Nullable PasswordVerifier password,
        String role,
        String language,
        Instant occurredAt)
        implements IdentityEvent {}
