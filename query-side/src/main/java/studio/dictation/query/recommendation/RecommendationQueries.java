package studio.dictation.query.recommendation;

import java.util.List;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.NewestOf;
import studio.dictation.query.redis.Reads;

/** Answers which channels learners recommended. */
public final class RecommendationQueries {
    private final Reads learners;
    private final NewestOf<RecommendationDocument> newest;

    /** @param learners database 0 */
    public RecommendationQueries(Reads learners) {
        this.learners = learners;
        newest = new NewestOf<>(learners, Key.RECOMMENDATION_TIMES, Key.RECOMMENDATIONS, Field.CHANNEL_RECOMMENDATIONS,
                RecommendationDocument.CODEC, RecommendationDocument::id);
    }

    @QueryHandler
    List<RecommendationView> handle(FindRecommendations query) {
        return documents(learners.hash(Key.user(query.email()), Field.CHANNEL_RECOMMENDATIONS)).stream()
                .map(RecommendationDocument::view)
                .toList();
    }

    @QueryHandler
    SubmittedRecommendationsView handle(FindSubmittedRecommendations query) {
        var page = newest.read(query.before(), query.most());
        return new SubmittedRecommendationsView(
                page.items().stream().map(owned -> owned.item().submittedBy(owned.email())).toList(), page.next());
    }

    @QueryHandler
    @Nullable SubmittedRecommendationView handle(GetRecommendation query) {
        var id = query.recommendationId();
        var email = learners.named(Key.RECOMMENDATIONS, List.of(id)).getFirst();
        if (email == null) {
            return null;
        }
        return documents(learners.hash(Key.user(email), Field.CHANNEL_RECOMMENDATIONS)).stream()
                .filter(one -> one.id().equals(id))
                .map(one -> one.submittedBy(email))
                .findFirst()
                .orElse(null);
    }

    private static List<RecommendationDocument> documents(Document learner) {
        return Objects.requireNonNullElse(
                learner.value(Field.CHANNEL_RECOMMENDATIONS, RecommendationDocument.CODEC), List.of());
    }
}
