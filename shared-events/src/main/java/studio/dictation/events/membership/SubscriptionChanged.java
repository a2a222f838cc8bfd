package studio.dictation.events.membership;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A learner's subscription is another than it was known to be.
 *
 * @param accountId         the learner's account
 * @param subscriptionId    identity at the payment provider
 * @param status            the provider's word: {@code active}, {@code trialing}, {@code past_due}, {@code canceled}, {@code unpaid},
 *                          {@code incomplete}, {@code incomplete_expired} or {@code paused}; it runs in the first three
 * @param level             the plan subscribed to: {@code Basic}, {@code Pro} or {@code Premium}
 * @param periodEndsAt      end of the period that is paid or to be paid
 * @param cancelAtPeriodEnd whether it ends then
 * @param cancelledAt       when somebody wanted it to end, if so
 * @param entitledUntil     first instant it stands for nothing any more, with the grace of that time; absent if it doesn't run
 * @param asOf              when it was so at the provider; of two the later one holds
 * @param outcome           the plan as it is now
 * @param occurredAt        when it was decided; UTC, milliseconds, server clock
 */
@Revision("1")
public record SubscriptionChanged(
        UUID accountId,
        String subscriptionId,
        String status,
        String level,
        Instant periodEndsAt,
        boolean cancelAtPeriodEnd,
        @Nullable Instant cancelledAt,
        @Nullable Instant entitledUntil,
        Instant asOf,
        PlanOutcome outcome,
        Instant occurredAt)
        implements MembershipEvent {}
