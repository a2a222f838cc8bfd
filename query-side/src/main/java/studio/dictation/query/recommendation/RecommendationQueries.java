package studio.dictation.query.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which channels learners recommended. Two round trips at most, however many there are. */
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
        Map<String, String> emails = new LinkedHashMap<>();
        learners.highest(Key.RECOMMENDATION_TIMES, Key.RECOMMENDATIONS, query.before(), query.most())
                .forEach(entry -> emails.put(entry.member(), entry.text()));
        return submitted(emails);
    }

    @QueryHandler
    @Nullable SubmittedRecommendationView handle(GetRecommendation query) {
        var id = query.recommendationId();
        var email = learners.named(Key.RECOMMENDATIONS, List.of(id)).getFirst();
        return email == null ? null : submitted(Map.of(id, email)).stream().findFirst().orElse(null);
    }

    private List<SubmittedRecommendationView> submitted(Map<String, String> emails) {
        var distinct = emails.values().stream().distinct().toList();
        var stored = learners.hashes(distinct.stream().map(Key::user).toList(), Field.CHANNEL_RECOMMENDATIONS);
        Map<String, RecommendationDocument> known = new HashMap<>();
        stored.forEach(learner -> documents(learner).forEach(one -> known.put(one.id(), one)));
        List<SubmittedRecommendationView> submitted = new ArrayList<>();
        emails.forEach((id, email) -> {
            var one = known.get(id);
            if (one != null) {
                submitted.add(one.submittedBy(email));
            }
        });
        return submitted;
    }

    private static List<RecommendationDocument> documents(Document learner) {
        return Objects.requireNonNullElse(
                learner.value(Field.CHANNEL_RECOMMENDATIONS, RecommendationDocument.CODEC), List.of());
    }
}
