package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * An account's role changed.
 *
 * @param accountId  the account
 * @param role       {@code User} or {@code Admin}, as it is now
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record RoleGranted(UUID accountId, String role, Instant occurredAt) implements IdentityEvent {}
