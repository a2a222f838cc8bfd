package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.PersonalData;

/**
 * The name or the picture shown for an account changed.
 *
 * @param accountId  the account
 * @param username   as it is now
 * @param avatar     as it is now, empty when none
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record ProfileChanged(UUID accountId, String username, String avatar, Instant occurredAt)
        implements IdentityEvent {}
