package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The free quota as a learner sees it (api.md U13). Dates are absent where there is no limit.
 *
 * @param used        videos counted in this cycle, 0 to {@code limit}
 * @param limit       videos per cycle, −1 for no limit
 * @param canProceed  whether the video may be opened now
 * @param notifyQuota whether opening it will use up quota
 * @param startDate   UTC day the cycle began, {@code YYYY-MM-DD}
 * @param endDate     UTC day the cycle ends, {@code YYYY-MM-DD}
 * @param startTime   the same instant in epoch milliseconds
 * @param endTime     the same instant in epoch milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuotaView(
        int used,
        int limit,
        boolean canProceed,
        boolean notifyQuota,
        @Nullable String startDate,
        @Nullable String endDate,
        @Nullable Long startTime,
        @Nullable Long endTime) {
    /** A paid plan: no limit, no cycle. */
    public static final QuotaView UNLIMITED = new QuotaView(0, -1, true, false, null, null, null, null);
}
