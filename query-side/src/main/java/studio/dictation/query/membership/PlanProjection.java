package studio.dictation.query.membership;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** Owns {@code user:{email}.plan} and {@code user:{email}.plan_update_history}. */
public final class PlanProjection {
    private static final byte[] FREE = PlanDocument.CODEC.write(PlanDocument.FREE);
    private final Changes changes;

    public PlanProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(AccountRegistered event) {
        changes.hash(Key.user(event.accountId())).set(Field.PLAN, FREE);
    }

    @EventHandler
    void on(PlanGranted event) {
        changes.hash(Key.user(event.accountId()))
                .set(Field.PLAN, plan(event.outcome()))
                .update(Field.PLAN_UPDATE_HISTORY, PlanUpdate.CODEC, history -> PlanUpdate.appended(history, event));
    }

    @EventHandler
    void on(PlanSet event) {
        changes.hash(Key.user(event.accountId()))
                .set(Field.PLAN, plan(event.outcome()))
                .update(Field.PLAN_UPDATE_HISTORY, PlanUpdate.CODEC, history -> PlanUpdate.appended(history, event));
    }

    @EventHandler
    void on(GrantAmended event) {
        changes.hash(Key.user(event.accountId()))
                .set(Field.PLAN, plan(event.outcome()))
                .update(Field.PLAN_UPDATE_HISTORY, PlanUpdate.CODEC, history -> PlanUpdate.appended(history, event));
    }

    @EventHandler
    void on(SubscriptionChanged event) {
        changes.hash(Key.user(event.accountId())).set(Field.PLAN, plan(event.outcome()));
    }

    @EventHandler
    void on(PlanExpired event) {
        changes.hash(Key.user(event.accountId())).set(Field.PLAN, plan(event.outcome()));
    }

    private static byte[] plan(PlanOutcome outcome) {
        return PlanDocument.CODEC.write(PlanDocument.of(outcome));
    }
}
