package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/**
 * A plan was found to be over. Nothing depends on it: the plan ended at its instant, whether or not this was noticed.
 *
 * @param accountId  the learner's account
 * @param expiredAt  first instant without the plan
 * @param outcome    the plan as it is now, {@code Free}
 * @param occurredAt when it was noticed; UTC, milliseconds, server clock
 */
@Revision("1")
public record PlanExpired(UUID accountId, Instant expiredAt, PlanOutcome outcome, Instant occurredAt)
        implements MembershipEvent {}
