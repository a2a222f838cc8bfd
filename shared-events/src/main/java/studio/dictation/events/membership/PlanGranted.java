package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * Somebody was given days on a plan. The grant is the fact, plan and expiry are the outcome of all grants so far.
 *
 * @param accountId  the learner's account
 * @param grantId    identity of this grant, unique
 * @param level      the plan granted: {@code Basic}, {@code Pro} or {@code Premium}
 * @param days       days granted, 1 to 36,500
 * @param cause      why: {@code admin}
 * @param grantedAt  the instant the grant counts from; orders grants, ties by {@code grantId}
 * @param plan       the plan as it is now: the highest level of the grants that run together
 * @param expiresAt  when that plan ends
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record PlanGranted(
        UUID accountId,
        UUID grantId,
        String level,
        int days,
        String cause,
        Instant grantedAt,
        String plan,
        Instant expiresAt,
        Instant occurredAt)
        implements MembershipEvent {}
