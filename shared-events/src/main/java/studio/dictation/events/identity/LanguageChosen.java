package studio.dictation.events.identity;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Somebody chose the language of the user interface.
 *
 * @param accountId  the account
 * @param language   as it is now: {@code en}, {@code zh}, {@code zhTraditional}, {@code zh_TW}, {@code ja} or {@code ko}
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record LanguageChosen(UUID accountId, String language, Instant occurredAt) implements IdentityEvent {}
