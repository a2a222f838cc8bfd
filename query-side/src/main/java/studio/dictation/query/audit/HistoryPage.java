package studio.dictation.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a history.
 *
 * @param entries in the order of their positions, which never changes
 * @param next    position behind which the next ones stand; null when these are the last
 * @param end     position of the last event that was stored when the first part was read
 * @param after   the plan after all of them
 */
public record HistoryPage(List<HistoryEntryView> entries, @Nullable String next, String end, PlanStateView after) {
    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
