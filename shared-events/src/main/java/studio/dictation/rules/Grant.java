package studio.dictation.rules;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Days given on a plan. Grants are in order of the instant they count from, then of their id.
 *
 * @param id             identity of the grant
 * @param grantedAt      the instant it counts from
 * @param level          the plan given
 * @param days           how many days, ≥ 1; 0 once all of it was taken back
 * @param subscriptionId the subscription it was paid for, if it was
 */
public record Grant(UUID id, Instant grantedAt, PlanLevel level, int days, @Nullable String subscriptionId)
        implements Comparable<Grant> {
    private static final int WITHIN_A_SECOND = 999;
    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::grantedAt).thenComparing(Grant::id);

    /** A grant that no subscription paid for. */
    public Grant(UUID id, Instant grantedAt, PlanLevel level, int days) {
        this(id, grantedAt, level, days, null);
    }

    /** The same grant, when so many days of it count. */
    Grant counting(int daysThatCount) {
        return daysThatCount == days ? this : new Grant(id, grantedAt, level, daysThatCount, subscriptionId);
    }

    /** The last instant it may have been given at: the provider tells of payments in whole seconds. */
    public Instant atTheLatest() {
        return grantedAt.equals(grantedAt.truncatedTo(ChronoUnit.SECONDS)) ? grantedAt.plusMillis(WITHIN_A_SECOND) : grantedAt;
    }

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }
}
