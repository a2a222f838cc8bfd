package studio.dictation.query.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * An entry of {@code user:{email}.channel_recommendations}.
 *
 * @param id          {@code REC_<submittedAt>}
 * @param name        name of the channel
 * @param link        address of the channel
 * @param submittedAt when it was submitted, epoch milliseconds
 * @param status      {@code pending}, {@code approved} or {@code rejected}; pending until an approval is carried out
 * @param language    language spoken
 * @param reason      why it was rejected; absent unless it was
 * @param channelId   as which channel it was approved; absent unless it was
 */
@JsonPropertyOrder({"id", "name", "link", "submittedAt", "status", "language", "reason", "channelId"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecommendationDocument(
        String id,
        String name,
        String link,
        long submittedAt,
        String status,
        String language,
        @Nullable String reason,
        @Nullable String channelId) {
    static final Codec<List<RecommendationDocument>> CODEC = Json.listOf(RecommendationDocument.class);

    static final String PENDING = "pending";
    static final String APPROVED = "approved";
    static final String REJECTED = "rejected";

    /** The list with one more, at its place in time: of two that were submitted at once, either may come first. */
    static List<RecommendationDocument> with(@Nullable List<RecommendationDocument> list, RecommendationDocument one) {
        List<RecommendationDocument> next = list == null ? new ArrayList<>() : new ArrayList<>(list);
        int place = next.size();
        while (place > 0 && next.get(place - 1).submittedAt > one.submittedAt) {
            place--;
        }
        next.add(place, one);
        return next;
    }

    /** The list with one of them changed. */
    static @Nullable List<RecommendationDocument> changed(
            @Nullable List<RecommendationDocument> list, String id, UnaryOperator<RecommendationDocument> change) {
        return list == null
                ? null
                : list.stream().map(one -> one.id.equals(id) ? change.apply(one) : one).toList();
    }

    RecommendationDocument approvedAs(String channel) {
        return new RecommendationDocument(id, name, link, submittedAt, status, language, reason, channel);
    }

    RecommendationDocument approved() {
        return new RecommendationDocument(id, name, link, submittedAt, APPROVED, language, reason, channelId);
    }

    RecommendationDocument rejected(String why) {
        return new RecommendationDocument(id, name, link, submittedAt, REJECTED, language, why, channelId);
    }

    SubmittedRecommendationView submittedBy(String email) {
        return new SubmittedRecommendationView(id, name, link, submittedAt, status, language, reason, email);
    }

    RecommendationView view() {
        return new RecommendationView(id, name, link, submittedAt, status, language, reason);
    }
}
