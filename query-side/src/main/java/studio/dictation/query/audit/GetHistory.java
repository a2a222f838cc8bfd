package studio.dictation.query.audit;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a part of an account's billing history; answered with a {@link HistoryPage}, or nothing when the cursor is none.
 *
 * @param accountId whose history
 * @param from      entries recorded from this instant on; null for the first ones
 * @param until     entries recorded before this instant; null for the last ones
 * @param types     types of streams and names of events, {@link EntryTypes} knows which; empty for all
 * @param cursor    position of the entry that they stand behind; null to begin with the first
 * @param end       position of the last entry looked at; null for the last one that there is
 * @param before    the plan before the first of them, where that is known; null to have it looked up
 * @param most      how many at most, ≥ 1
 */
public record GetHistory(
        UUID accountId,
        @Nullable Instant from,
        @Nullable Instant until,
        Set<String> types,
        @Nullable String cursor,
        @Nullable String end,
        @Nullable PlanStateView before,
        int most) {
    public GetHistory {
        types = Set.copyOf(types);
    }

    /** The same question, to be asked for what stands behind an answer. */
    public GetHistory behind(HistoryPage page) {
        return new GetHistory(accountId, from, until, types, page.next(), page.end(), page.after(), most);
    }
}
