package studio.dictation.query.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.progress.ProgressView;

/**
 * The user object of the contract (api.md §2) as administrators list it: the account, and what its learner has done.
 *
 * @param account           the account
 * @param dictationProgress {@code channelId:videoId} → dictation, the one saved last at the end
 * @param quota             as stored; absent when there is none
 * @param durationData      as stored; absent before the first save
 * @param planUpdateHistory as stored; absent before the first change of the plan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedAccountView(
        @JsonUnwrapped AccountView account,
        @JsonProperty("dictation_progress") Map<String, ProgressView> dictationProgress,
        @Nullable Map<String, Object> quota,
        @JsonProperty("duration_data") @Nullable Map<String, Object> durationData,
        @JsonProperty("plan_update_history") @Nullable List<Object> planUpdateHistory) {}
