package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The plan object of the contract (api.md §2).
 *
 * @param name            {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}; an expired plan is {@code Free}
 * @param expireTime      epoch milliseconds, null when it doesn't end, or goes on with the next payment
 * @param nextPaymentTime epoch milliseconds, null unless a payment of a subscription is to come
 * @param isRecurring     whether a subscription runs, even one that ends with what is paid
 * @param status          {@code active} or {@code cancelled}
 * @param cancelledAt     epoch milliseconds; absent unless cancelled
 */
public record PlanView(
        String name,
        @Nullable Long expireTime,
        @Nullable Long nextPaymentTime,
        boolean isRecurring,
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long cancelledAt) {
    /** The plan of somebody who has none. */
    public static final PlanView FREE = new PlanView("Free", null, null, false, "active", null);
}
