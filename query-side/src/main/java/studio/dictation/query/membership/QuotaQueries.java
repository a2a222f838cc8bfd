package studio.dictation.query.membership;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what a learner may still open. */
public final class QuotaQueries {
    private final Reads learners;
    private final Clock clock;

    /**
     * @param learners database 0
     * @param clock    says whether plan and cycle are over
     */
    public QuotaQueries(Reads learners, Clock clock) {
        this.learners = learners;
        this.clock = clock;
    }

    @QueryHandler
    @Nullable QuotaView handle(GetQuota query) {
        var stored = learners.hash(
                Key.user(query.email()), Field.ACCOUNT_ID, Field.PLAN, Field.QUOTA, Field.QUOTA_KEPT);
        return stored.exists() ? quota(stored, query.channelId() + ":" + query.videoId(), clock.instant()) : null;
    }

    @QueryHandler
    @Nullable QuotaStateView handle(GetQuotaState query) {
        var stored = learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.QUOTA, Field.QUOTA_KEPT);
        return stored.exists() ? document(stored).stateAt(clock.instant()) : null;
    }

    static QuotaView quota(Document stored, String video, Instant now) {
        var plan = stored.value(Field.PLAN, PlanDocument.CODEC);
        if (plan != null && plan.levelAt(now).isPaid()) {
            return QuotaView.UNLIMITED;
        }
        return document(stored).viewAt(now, video);
    }

    static QuotaDocument document(Document stored) {
        var quota = stored.value(Field.QUOTA, QuotaDocument.CODEC);
        var known = quota != null ? quota : stored.value(Field.QUOTA_KEPT, QuotaDocument.CODEC);
        return known == null ? QuotaDocument.NONE : known;
    }
}
