package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Whoever signed in has proven for the first time that the e-mail address is theirs.
 *
 * @param accountId  the account
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record EmailVerified(UUID accountId, Instant occurredAt) implements IdentityEvent {}
