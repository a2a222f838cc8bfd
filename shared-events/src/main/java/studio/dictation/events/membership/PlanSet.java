package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's plan was set, whatever it was before: what was granted up to then counts no more, later grants add to it.
 *
 * @param accountId  the learner's account
 * @param settingId  identity of this setting, unique
 * @param plan       the plan set: {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}
 * @param days       days it was set for, 1 to 36,500; 0 for {@code Free}
 * @param cause      why: {@code admin}
 * @param setAt      the instant up to which earlier grants and settings count no more; later than all of them
 * @param expiresAt  when the plan set ends; absent for {@code Free}
 * @param outcome    the plan as it is now
 * @param occurredAt when it was decided; UTC, milliseconds, server clock
 */
@Revision("2")
public record PlanSet(
        UUID accountId,
        UUID settingId,
        String plan,
        int days,
        String cause,
        Instant setAt,
        @Nullable Instant expiresAt,
        PlanOutcome outcome,
        Instant occurredAt)
        implements MembershipEvent {}
