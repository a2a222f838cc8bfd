package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was given days on a plan. The grant is the fact, the outcome is that of all known so far. Revision 1 had plan and
 * expiry of the outcome only.
 *
 * @param accountId      the learner's account
 * @param grantId        identity of this grant, unique
 * @param level          the plan granted: {@code Basic}, {@code Pro} or {@code Premium}
 * @param days           days granted, 1 to 36,500
 * @param cause          why: {@code admin}, {@code payment} or {@code code}
 * @param reference      id of the payment or text of the code that it was granted for; absent if an admin gave it
 * @param subscriptionId the subscription that was paid for, if one was
 * @param grantedAt      the instant the grant counts from; orders grants, ties by {@code grantId}
 * @param outcome        the plan as it is now
 * @param occurredAt     when it was decided; UTC, milliseconds, server clock
 */
@Revision("2")
public record PlanGranted(
        UUID accountId,
        UUID grantId,
        String level,
        int days,
        String cause,
        @Nullable String reference,
        @Nullable String subscriptionId,
        Instant grantedAt,
        PlanOutcome outcome,
        Instant occurredAt)
        implements MembershipEvent {}
