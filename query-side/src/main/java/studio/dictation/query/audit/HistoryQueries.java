package studio.dictation.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerRange;

/** Answers what has happened to a membership and to the money for it, entry by entry. */
public final class HistoryQueries {
    private final Ledger ledger;
    private final Owners owners;

    /**
     * @param ledger what is stored
     * @param owners whose an address is
     */
    public HistoryQueries(Ledger ledger, Owners owners) {
        this.ledger = ledger;
        this.owners = owners;
    }

    @QueryHandler
    @Nullable OwnerView handle(FindOwner query) {
        return owners.of(query.email()).map(OwnerView::new).orElse(null);
    }

    @QueryHandler
    @Nullable HistoryPage handle(GetHistory query) {
        var after = query.cursor() == null ? Optional.of(EventPosition.START) : position(query.cursor());
        return after.map(position -> page(query, position)).orElse(null);
    }

    private HistoryPage page(GetHistory query, EventPosition cursor) {
        var end = query.end() == null ? ledger.head() : EventPosition.parse(query.end());
        var range = new LedgerRange(query.from(), query.until());
        // Where the range begins is found by the instant. From there on each entry is looked at: the plan before one is what
        // the one before it left, though that be recorded by a clock that is ahead and out of the range.
        // A part that goes on behind another begins with whatever comes next, for the same reason.
        var page = ledger.read(query.accountId(), query.before() == null ? range : LedgerRange.ALL, cursor, 1);
        var plan = page.isEmpty() || query.before() != null
                ? query.before()
                : ledger.planBefore(query.accountId(), page.getFirst().position());
        var found = new Found(query, plan == null ? PlanStateView.NONE : plan);
        while (!page.isEmpty()) {
            for (var entry : page) {
                if (entry.position().compareTo(end) > 0) {
                    return found.page(null, end);
                }
                if (found.isFull()) {
                    return found.page(found.last(), end);
                }
                found.look(entry);
            }
            var last = page.getLast();
            page = query.until() != null
                            && !last.event().occurredAt().isBefore(query.until())
                            && ledger.read(query.accountId(), range, last.position(), 1).isEmpty()
                    ? List.of()
                    : ledger.read(query.accountId(), LedgerRange.ALL, last.position(), found.missing());
        }
        return found.page(null, end);
    }

    private static Optional<EventPosition> position(String cursor) {
        try {
            return Optional.of(EventPosition.parse(cursor));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Entries of a page, as they are found. */
    private final class Found {
        private final GetHistory query;
        private final List<HistoryEntryView> entries = new ArrayList<>();
        private PlanStateView plan;
        private @Nullable EventPosition last;

        Found(GetHistory query, PlanStateView plan) {
            this.query = query;
            this.plan = plan;
        }

        void look(LedgerEntry entry) {
            var told = new EntryTold(entry, ledger.messages(entry));
            var before = plan;
            plan = told.planAfter(before);
            last = entry.position();
            if (isWanted(entry)) {
                entries.add(told.view(before, plan));
            }
        }

        boolean isFull() {
            return entries.size() == query.most();
        }

        /** How many are read next: no more than needed where each is wanted, and one to tell whether there are more. */
        int missing() {
            return query.types().isEmpty() ? Math.min(query.most() - entries.size() + 1, Ledger.PAGE) : Ledger.PAGE;
        }

        @Nullable EventPosition last() {
            return last;
        }

        HistoryPage page(@Nullable EventPosition next, EventPosition end) {
            return new HistoryPage(entries, next == null ? null : next.toString(), end.toString(), plan);
        }

        private boolean isWanted(LedgerEntry entry) {
            var recordedAt = entry.event().occurredAt();
            return EntryTypes.matches(query.types(), entry)
                    && isNotBefore(recordedAt, query.from())
                    && (query.until() == null || recordedAt.isBefore(query.until()));
        }

        private static boolean isNotBefore(Instant instant, @Nullable Instant from) {
            return from == null || !instant.isBefore(from);
        }
    }
}
