package studio.dictation.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Days given on a plan. Grants are in order of the instant they count from, then of their id.
 *
 * @param id        identity of the grant
 * @param grantedAt the instant it counts from
 * @param level     the plan given
 * @param days      how many days, ≥ 1
 */
public record Grant(UUID id, Instant grantedAt, PlanLevel level, int days) implements Comparable<Grant> {
    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::grantedAt).thenComparing(Grant::id);

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }
}
