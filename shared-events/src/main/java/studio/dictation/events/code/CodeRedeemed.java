package studio.dictation.events.code;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import studio.dictation.events.AboutAccount;

/**
 * Somebody has redeemed a code, which nobody can do again. What it gives is granted because of this.
 *
 * @param accountId  who gets the days
 * @param random     16 hexadecimal digits that name the code
 * @param grantId    identity of the grant that follows; the same for the same code
 * @param level      the plan that so many days stand for: {@code Basic}, {@code Pro} or {@code Premium}
 * @param days       the days, 1 to 36,500
 * @param expiresAt  first instant at which the code could not have been redeemed any more
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record CodeRedeemed(
        UUID accountId, String random, UUID grantId, String level, int days, Instant expiresAt, Instant occurredAt)
        implements CodeEvent, AboutAccount {}
