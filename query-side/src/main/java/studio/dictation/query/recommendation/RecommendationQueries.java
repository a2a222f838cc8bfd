package studio.dictation.query.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which channels learners recommended. Three round trips at most, however many there are. */
public final class RecommendationQueries {
    private final Reads learners;

    /** @param learners database 0 */
    public RecommendationQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    List<RecommendationView> handle(FindRecommendations query) {
        return documents(learners.hash(Key.user(query.email()), Field.CHANNEL_RECOMMENDATIONS)).stream()
                .map(RecommendationDocument::view)
                .toList();
    }

    @QueryHandler
    List<SubmittedRecommendationView> handle(FindSubmittedRecommendations query) {
        return submitted(learners.highest(Key.RECOMMENDATION_TIMES, (double) query.before(), query.most()));
    }

    @QueryHandler
    @Nullable SubmittedRecommendationView handle(GetRecommendation query) {
        return submitted(List.of(query.recommendationId())).stream().findFirst().orElse(null);
    }

    private List<SubmittedRecommendationView> submitted(List<String> ids) {
        var emails = learners.named(Key.RECOMMENDATIONS, ids);
        var distinct = emails.stream().filter(Objects::nonNull).distinct().toList();
        if (distinct.isEmpty()) {
            return List.of();
        }
        var stored = learners.hashes(distinct.stream().map(Key::user).toList(), Field.CHANNEL_RECOMMENDATIONS);
        Map<String, RecommendationDocument> known = new HashMap<>();
        stored.forEach(learner -> documents(learner).forEach(one -> known.put(one.id(), one)));
        List<SubmittedRecommendationView> submitted = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var one = known.get(ids.get(i));
            var email = emails.get(i);
            if (one != null && email != null) {
                submitted.add(one.submittedBy(email));
            }
        }
        return submitted;
    }

    private static List<RecommendationDocument> documents(Document learner) {
        return Objects.requireNonNullElse(
                learner.value(Field.CHANNEL_RECOMMENDATIONS, RecommendationDocument.CODEC), List.of());
    }
}
