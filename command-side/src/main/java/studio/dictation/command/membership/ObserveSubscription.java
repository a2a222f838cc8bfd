package studio.dictation.command.membership;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Command;
import studio.dictation.rules.PlanLevel;

/**
 * Tells how a learner's subscription is at the payment provider. What was seen earlier than what is known, or says the same,
 * changes nothing.
 *
 * @param accountId         the learner's account
 * @param subscriptionId    identity at the provider
 * @param status            the provider's word, such as {@code active}, {@code past_due} or {@code canceled}
 * @param level             the plan subscribed to, a paid one
 * @param periodEndsAt      end of the period that is paid or to be paid
 * @param cancelAtPeriodEnd whether it ends then
 * @param cancelledAt       when somebody wanted it to end, if so
 * @param asOf              when it was so; before the provider was asked
 */
public record ObserveSubscription(
        UUID accountId,
        String subscriptionId,
        String status,
        PlanLevel level,
        Instant periodEndsAt,
        boolean cancelAtPeriodEnd,
        @Nullable Instant cancelledAt,
        Instant asOf)
        implements Command {
    public ObserveSubscription {
        if (!level.isPaid()) {
            throw new IllegalArgumentException("Nobody subscribes to the free plan");
        }
    }

    @Override
    public String streamId() {
        return Membership.streamId(accountId);
    }
}
