package studio.dictation.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that was set, whatever was granted before. Settings are in order of their instant, then of their id.
 *
 * @param id        identity of the setting
 * @param setAt     grants that may have been given at this instant or later add to it, earlier ones count no more
 * @param level     the plan set
 * @param expiresAt first instant it's over; absent for {@link PlanLevel#FREE}
 */
public record PlanSetting(UUID id, Instant setAt, PlanLevel level, @Nullable Instant expiresAt)
        implements Comparable<PlanSetting> {
    private static final Comparator<PlanSetting> ORDER =
            Comparator.comparing(PlanSetting::setAt).thenComparing(PlanSetting::id);

    @Override
    public int compareTo(PlanSetting other) {
        return ORDER.compare(this, other);
    }
}
