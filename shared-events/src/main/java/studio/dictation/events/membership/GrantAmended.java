package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * From here on another number of days of a grant counts: it was taken back, in part or as a whole, or given again.
 *
 * @param accountId  the learner's account
 * @param grantId    the grant; may become known later
 * @param days       days of it that count now, 0 to 36,500; 0: all of it is taken back
 * @param cause      why: {@code refund}, {@code dispute} or {@code dispute-won}
 * @param reference  id of what it was amended for at the provider, if there is one
 * @param decision   place of the decision behind it in the history of what the grant was given for; rising
 * @param outcome    the plan as it is now
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record GrantAmended(
        UUID accountId,
        UUID grantId,
        int days,
        String cause,
        @Nullable String reference,
        long decision,
        PlanOutcome outcome,
        Instant occurredAt)
        implements MembershipEvent {}
