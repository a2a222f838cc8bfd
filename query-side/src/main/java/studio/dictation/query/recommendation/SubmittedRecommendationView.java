package studio.dictation.query.recommendation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as administrators see it (api.md U19).
 *
 * @param id          {@code REC_<submittedAt>}
 * @param name        name of the channel
 * @param link        address of the channel
 * @param submittedAt when it was submitted, epoch milliseconds
 * @param status      {@code pending}, {@code approved} or {@code rejected}
 * @param language    language spoken
 * @param reason      why it was rejected; absent unless it was
 * @param userEmail   the learner's e-mail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmittedRecommendationView(
        String id,
        String name,
        String link,
        long submittedAt,
        String status,
        String language,
        @Nullable String reason,
        String userEmail) {
    /** The same as the learner sees it. */
    @JsonIgnore
    public RecommendationView recommendation() {
        return new RecommendationView(id, name, link, submittedAt, status, language, reason);
    }
}
