package studio.dictation.query.membership;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code user:{email}.quota} and {@code user:{email}.quota_kept}. Never both stand: the guide wants no quota beside a
 * paid plan, so it is kept aside from a grant on until a free video is counted again or the plan is ended.
 */
public final class QuotaProjection {
    private final Changes changes;

    public QuotaProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(PlanGranted event) {
        changes.hash(Key.user(event.accountId())).move(Field.QUOTA, Field.QUOTA_KEPT);
    }

    @EventHandler
    void on(PlanSet event) {
        var learner = changes.hash(Key.user(event.accountId()));
        if (event.expiresAt() == null) {
            learner.move(Field.QUOTA_KEPT, Field.QUOTA);
        } else {
            learner.move(Field.QUOTA, Field.QUOTA_KEPT);
        }
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
}
