package studio.dictation.command.billing;

import org.jspecify.annotations.Nullable;

/**
 * What is taken back of a grant when its money is.
 *
 * @param refunds  when it was given back
 * @param disputes when it is disputed
 */
public record TakeBackPolicies(RefundPolicy refunds, DisputePolicy disputes) {
    /** Days that count of those granted, by all that happened to the payment. */
    int daysCounting(int days, long refunded, long amount, @Nullable String dispute) {
        if (dispute != null && disputes.takesBack(dispute)) {
            return 0;
        }
        return refunded == 0 ? days : refunds.daysCounting(days, refunded, amount);
    }
}
