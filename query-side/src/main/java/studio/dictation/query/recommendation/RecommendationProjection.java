package studio.dictation.query.recommendation;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code user:{email}.channel_recommendations}, {@code idx:recommendations} and {@code idx:recommendation_times}. What is
 * approved stays pending until its channel is listed.
 */
public final class RecommendationProjection {
    private final Changes changes;

    public RecommendationProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ChannelRecommended event) {
        var submittedAt = event.submittedAt().toEpochMilli();
        var submitted = new RecommendationDocument(
                event.recommendationId(),
                event.name(),
                event.link(),
                submittedAt,
                RecommendationDocument.PENDING,
                event.language(),
                null,
                null);
        changes.hash(Key.user(event.accountId()))
                .update(
                        Field.CHANNEL_RECOMMENDATIONS,
                        RecommendationDocument.CODEC,
                        list -> RecommendationDocument.with(list, submitted));
        changes.own(Key.RECOMMENDATIONS, event.recommendationId(), event.accountId());
        changes.rank(Key.RECOMMENDATION_TIMES, event.recommendationId(), (double) submittedAt);
    }

    @EventHandler
    void on(ApprovalGiven event) {
        change(event.accountId(), event.recommendationId(), one -> one.approvedAs(event.channelId()));
    }

    @EventHandler
    void on(RecommendationApproved event) {
        change(event.accountId(), event.recommendationId(), RecommendationDocument::approved);
    }

    @EventHandler
    void on(RecommendationRejected event) {
        change(event.accountId(), event.recommendationId(), one -> one.rejected(event.reason()));
    }

    private void change(UUID accountId, String id, UnaryOperator<RecommendationDocument> change) {
        changes.hash(Key.user(accountId))
                .update(
                        Field.CHANNEL_RECOMMENDATIONS,
                        RecommendationDocument.CODEC,
                        list -> RecommendationDocument.changed(list, id, change));
    }
}
