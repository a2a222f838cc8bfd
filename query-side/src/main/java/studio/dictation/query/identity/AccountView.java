package studio.dictation.query.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.dictation.query.membership.PlanView;

/**
 * The user object of the contract (api.md §2): what a learner's client keeps of its user.
 *
 * @param accountId       stays inside; never on the wire
 * @param email           key of the account
 * @param username        name shown
 * @param avatar          address of a picture, or empty
 * @param language        language of the user interface
 * @param role            {@code User} or {@code Admin}
 * @param plan            the effective plan now
 * @param dictationConfig settings of the dictation page, JSON object
 * @param missedWords     language → words
 * @param createdAt       epoch milliseconds
 * @param updatedAt       epoch milliseconds
 * @param tokenGeneration tokens of a lower one are revoked; never on the wire
 */
public record AccountView(
        @JsonIgnore UUID accountId,
        String email,
        String username,
        String avatar,
        String language,
        String role,
        PlanView plan,
        @JsonProperty("dictation_config") Map<String, Object> dictationConfig,
        @JsonProperty("missed_words") Map<String, List<String>> missedWords,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("updated_at") long updatedAt,
        @JsonIgnore int tokenGeneration) {
    /** Whether this account may use the administrators' part. */
    @JsonIgnore
    public boolean isAdmin() {
        return "Admin".equals(role);
    }

    /** The same with that name and picture. */
    public AccountView named(String otherUsername, String otherAvatar) {
        return new AccountView(accountId, email, otherUsername, otherAvatar, language, role, plan, dictationConfig, missedWords,
                createdAt, updatedAt, tokenGeneration);
    }
}
