package studio.dictation.query.audit;

import java.time.Instant;
import org.axonframework.queryhandling.QueryHandler;

/** Answers how a membership stood at an instant. */
public final class StateQueries {
    private final Ledger ledger;

    /**
     * @param ledger what is stored
     */
    public StateQueries(Ledger ledger) {
        this.ledger = ledger;
    }

    @QueryHandler
    StateView handle(GetStateAt query) {
        var state = new BillingState();
        int entries = 0;
        var recorded = ledger.all(query.accountId()).filter(entry -> !isAfter(entry.event().occurredAt(), query.instant()));
        for (var each = recorded.iterator(); each.hasNext(); entries++) {
            var entry = each.next();
            ledger.memberships(entry).forEach(event -> state.apply(event, CauseView.of(entry)));
        }
        return state.viewAt(query.instant(), entries);
    }

    private static boolean isAfter(Instant recorded, Instant instant) {
        return recorded.isAfter(instant);
    }
}
