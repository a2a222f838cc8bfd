package studio.dictation.query.membership;

import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what a learner's plan is made of. */
public final class PlanQueries {
    private final Reads learners;

    /** @param learners database 0 */
    public PlanQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    Boolean handle(IsPaymentShown query) {
        var history = learners.hash(Key.user(query.email()), Field.PLAN_UPDATE_HISTORY)
                .value(Field.PLAN_UPDATE_HISTORY, PlanUpdate.CODEC);
        return history != null && history.stream()
                .anyMatch(update -> update.daysAdded() != null && query.paymentId().equals(update.orderId()));
    }
}
