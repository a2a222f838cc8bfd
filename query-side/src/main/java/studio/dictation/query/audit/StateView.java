package studio.dictation.query.audit;

import java.util.List;

/**
 * A membership as it stood at an instant, by all that was recorded by then. Instants are {@code 2026-11-01T12:00:00.000Z}.
 *
 * @param instant       the instant
 * @param entries       how many entries of the ledger were recorded by then
 * @param plan          the plan that was given, over or not
 * @param expiresAt     first instant without it; of a subscription that runs, with its grace
 * @param entitlement   the plan that held: {@code Free} when the one given was over
 * @param recurring     whether a subscription ran
 * @param nextPaymentAt when its next payment was due
 * @param cancelledAt   when it was told to end
 * @param quota         the free videos
 */
public record StateView(
        String instant,
        int entries,
        ExplainedView<String> plan,
        ExplainedView<String> expiresAt,
        ExplainedView<String> entitlement,
        ExplainedView<Boolean> recurring,
        ExplainedView<String> nextPaymentAt,
        ExplainedView<String> cancelledAt,
        QuotaView quota) {
    /**
     * The free videos as they stood.
     *
     * @param limit          videos that may be opened in a cycle; −1: no limit, because of a plan
     * @param used           videos counted in the cycle, with the event of each
     * @param cycleStartedAt first instant of the cycle; null while none has begun
     * @param cycleEndsAt    last instant of the cycle
     * @param firstStartedAt first instant of the first cycle ever
     * @param known          how many videos were free to open again
     */
    public record QuotaView(
            ExplainedView<Integer> limit,
            List<ExplainedView<String>> used,
            ExplainedView<String> cycleStartedAt,
            ExplainedView<String> cycleEndsAt,
            ExplainedView<String> firstStartedAt,
            int known) {
        public QuotaView {
            used = List.copyOf(used);
        }
    }
}
