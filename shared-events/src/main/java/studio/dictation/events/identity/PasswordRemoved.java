package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * An account has no password any more: it signs in elsewhere.
 *
 * @param accountId  the account
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PasswordRemoved(UUID accountId, Instant occurredAt) implements IdentityEvent {}
