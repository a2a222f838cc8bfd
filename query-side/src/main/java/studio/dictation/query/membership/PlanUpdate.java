package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * An entry of {@code user:{email}.plan_update_history}: why the plan is what it is. Either days were added or the plan was set.
 *
 * @param time      when it was decided, epoch milliseconds
 * @param daysAdded days granted; absent when the plan was set
 * @param daysSet   days the plan was set for, 0 for the free one; absent when days were granted
 * @param level     the plan granted or set
 * @param cause     why: {@code admin}
 * @param grantId   identity of the grant
 * @param settingId identity of the setting
 */
@JsonPropertyOrder({"time", "days_added", "days_set", "level", "cause", "grant_id", "setting_id"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanUpdate(
        long time,
        @JsonProperty("days_added") @Nullable Integer daysAdded,
        @JsonProperty("days_set") @Nullable Integer daysSet,
        String level,
        String cause,
        @JsonProperty("grant_id") @Nullable String grantId,
        @JsonProperty("setting_id") @Nullable String settingId) {
    static final Codec<List<PlanUpdate>> CODEC = Json.listOf(PlanUpdate.class);

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanGranted event) {
        return appended(history, new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                event.days(),
                null,
                event.level(),
                event.cause(),
                event.grantId().toString(),
                null));
    }

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanSet event) {
        return appended(history, new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                null,
                event.days(),
                event.plan(),
                event.cause(),
                null,
                event.settingId().toString()));
    }

    private static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanUpdate entry) {
        List<PlanUpdate> updates = history == null ? new ArrayList<>() : new ArrayList<>(history);
        updates.add(entry);
        return updates;
    }
}
