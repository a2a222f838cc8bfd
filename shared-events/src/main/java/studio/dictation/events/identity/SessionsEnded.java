package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * All sign-ins of an account were taken back at once: a token of a lower generation is worthless from here on.
 *
 * @param accountId  the account
 * @param generation carried by tokens issued from here on, ≥ 1; an account begins with 0
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record SessionsEnded(UUID accountId, int generation, Instant occurredAt) implements IdentityEvent {}
