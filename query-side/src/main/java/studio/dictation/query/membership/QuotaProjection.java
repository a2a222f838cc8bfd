package studio.dictation.query.membership;

import java.util.UUID;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code user:{email}.quota} and {@code user:{email}.quota_kept}. Never both stand: the guide wants no quota beside a
 * paid plan, so it is kept aside from a paid plan on until a free video is counted again or the plan is said to be over.
 */
public final class QuotaProjection {
    private final Changes changes;

    public QuotaProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(PlanGranted event) {
        keepWhilePaid(event.accountId(), event.outcome());
    }

    @EventHandler
    void on(PlanSet event) {
        keepWhilePaid(event.accountId(), event.outcome());
    }

    @EventHandler
    void on(GrantAmended event) {
        keepWhilePaid(event.accountId(), event.outcome());
    }

    @EventHandler
    void on(SubscriptionChanged event) {
        keepWhilePaid(event.accountId(), event.outcome());
    }

    @EventHandler
    void on(PlanExpired event) {
        keepWhilePaid(event.accountId(), event.outcome());
    }

    @EventHandler
    void on(QuotaConsumed event) {
        changes.hash(Key.user(event.accountId()))
                .move(Field.QUOTA_KEPT, Field.QUOTA)
                .update(Field.QUOTA, QuotaDocument.CODEC, quota ->
                        (quota == null ? QuotaDocument.NONE : quota).consumed(event));
    }

    @EventHandler
    void on(PaidVideoOpened event) {
        changes.hash(Key.user(event.accountId())).update(Field.QUOTA_KEPT, QuotaDocument.CODEC, quota ->
                (quota == null ? QuotaDocument.NONE : quota).opened(event));
    }

    private void keepWhilePaid(UUID accountId, PlanOutcome outcome) {
        var learner = changes.hash(Key.user(accountId));
        if (outcome.expiresAt() == null) {
            learner.move(Field.QUOTA_KEPT, Field.QUOTA);
        } else {
            learner.move(Field.QUOTA, Field.QUOTA_KEPT);
        }
    }
}
