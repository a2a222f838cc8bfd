package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * An account has another password, or another verifier of the same one.
 *
 * @param accountId  the account
 * @param verifier   the verifier as it is now
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PasswordChanged(UUID accountId, PasswordVerifier verifier, Instant occurredAt) implements IdentityEvent {}
