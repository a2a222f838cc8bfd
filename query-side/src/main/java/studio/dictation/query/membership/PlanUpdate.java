package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * An entry of {@code user:{email}.plan_update_history}: why the plan is what it is.
 *
 * @param time      when it was decided, epoch milliseconds
 * @param daysAdded days granted
 * @param level     the plan granted
 * @param cause     why: {@code admin}
 * @param grantId   identity of the grant
 */
@JsonPropertyOrder({"time", "days_added", "level", "cause", "grant_id"})
record PlanUpdate(
        long time,
        @JsonProperty("days_added") int daysAdded,
        String level,
        String cause,
        @JsonProperty("grant_id") String grantId) {
    static final Codec<List<PlanUpdate>> CODEC = Json.listOf(PlanUpdate.class);

    /** The history with one more entry, the newest last. */
    static List<PlanUpdate> appended(@Nullable List<PlanUpdate> history, PlanGranted event) {
        List<PlanUpdate> updates = history == null ? new ArrayList<>() : new ArrayList<>(history);
        updates.add(new PlanUpdate(
                event.occurredAt().toEpochMilli(),
                event.days(),
                event.level(),
                event.cause(),
                event.grantId().toString()));
        return updates;
    }
}
