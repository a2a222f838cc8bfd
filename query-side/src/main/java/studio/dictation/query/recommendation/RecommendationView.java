package studio.dictation.query.recommendation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation of the contract (api.md U17).
 *
 * @param id          {@code REC_<submittedAt>}
 * @param name        name of the channel
 * @param link        address of the channel
 * @param submittedAt when it was submitted, epoch milliseconds
 * @param status      {@code pending}, {@code approved} or {@code rejected}
 * @param language    language spoken
 * @param reason      why it was rejected; absent unless it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendationView(
        String id, String name, String link, long submittedAt, String status, String language, @Nullable String reason) {
    /** One that was submitted just now. */
    public static RecommendationView submitted(String id, String name, String link, long at, String language) {
        return new RecommendationView(id, name, link, at, RecommendationDocument.PENDING, language, null);
    }

    /** Whether it waits for a decision, or for an approval to be carried out. */
    @JsonIgnore
    public boolean isPending() {
        return RecommendationDocument.PENDING.equals(status);
    }

    /** Whether it was rejected. */
    @JsonIgnore
    public boolean isRejected() {
        return RecommendationDocument.REJECTED.equals(status);
    }
}
