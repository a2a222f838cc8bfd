package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * An entry of {@code user:{email}.plan_update_history}: why the plan is what it is. Days were added, the plan was set, or another
 * number of days of a grant counts.
 *
 * @param time         when it was decided, epoch milliseconds
 * @param daysAdded    days granted; absent unless days were
 * @param daysSet      days the plan was set for, 0 for the free one; absent unless it was set
 * @param daysCounting days of the grant that count from then on; absent unless a grant was amended
 * @param level        the plan granted or set; absent where a grant was amended
 * @param cause        why: {@code admin}, {@code payment}, {@code code}, {@code refund}, {@code dispute} or {@code dispute-won}
 * @param grantId      identity of the grant; absent when the plan was set
 * @param settingId    identity of the setting; absent unless the plan was set
 * @param orderId      the payment that days were granted for
 * @param code         the code that days were granted for
 * @param reference    what a grant was amended for
 */
@JsonPropertyOrder({
    "time", "days_added", "days_set", "days_counting", "level", "cause", "grant_id", "setting_id", "order_id", "code", "reference"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanUpdate(
        long time,
        @JsonProperty("days_added") @Nullable Integer daysAdded,
        @JsonProperty("days_set") @Nullable Integer daysSet,
        @JsonProperty("days_counting") @Nullable Integer daysCounting,
        @Nullable String level,
        String cause,
        @JsonProperty("grant_id") @Nullable String grantId,
        @JsonProperty("setting_id") @Nullable String settingId,
        @JsonProperty("order_id") @Nullable String orderId,
        @Nullable String code,
        @Nullable String reference) {
    private static final String BY_CODE = "code";

    static final Codec<List<PlanUpdate>> CODEC = Json.listOf(PlanUpdate.class);

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanGranted event) {
        return appended(history, new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                event.days(),
                null,
                null,
                event.level(),
                event.cause(),
                event.grantId().toString(),
                null,
                event.cause().equals(BY_CODE) ? null : event.reference(),
                event.cause().equals(BY_CODE) ? event.reference() : null,
                null));
    }

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanSet event) {
        return appended(history, new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                null,
                event.days(),
                null,
                event.plan(),
                event.cause(),
                null,
                event.settingId().toString(),
                null,
                null,
                null));
    }

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, GrantAmended event) {
        return appended(history, new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                null,
                null,
                event.days(),
                null,
                event.cause(),
                event.grantId().toString(),
                null,
                null,
                null,
                event.reference()));
    }

    private static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanUpdate entry) {
        List<PlanUpdate> updates = history == null ? new ArrayList<>() : new ArrayList<>(history);
        updates.add(entry);
        return updates;
    }
}
