package studio.dictation.query.audit;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.EventMessage;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.eventstore.LedgerRange;
import studio.dictation.eventstore.LedgerReader;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.eventstore.StreamLookup;

/** The entries of one account, as they are stored and as events. A page is read at a time. */
public final class Ledger {
    static final int PAGE = 1_000;
    private static final long PAGE_BYTES = 8L << 20;

    private final LedgerReader entries;
    private final StreamLookup streams;
    private final EventReader events;
    private final EventDecoder decoder;

    /**
     * @param entries the ledger
     * @param streams single events
     * @param events  tells what the last event is
     * @param decoder makes events of what is stored
     */
    public Ledger(LedgerReader entries, StreamLookup streams, EventReader events, EventDecoder decoder) {
        this.entries = entries;
        this.streams = streams;
        this.events = events;
        this.decoder = decoder;
    }

    /** The last event that is stored, whoever's it is. */
    EventPosition head() {
        return events.head();
    }

    /** The next entries of an account. */
    List<LedgerEntry> read(UUID accountId, LedgerRange range, EventPosition after, int most) {
        return entries.read(accountId, range, after, most, PAGE_BYTES);
    }

    /** All entries of an account, in order; read while they are gone through. */
    Stream<LedgerEntry> all(UUID accountId) {
        Iterable<LedgerEntry> pages = () -> new Iterator<>() {
            private EventPosition last = EventPosition.START;
            private Iterator<LedgerEntry> page = read(accountId, LedgerRange.ALL, last, PAGE).iterator();

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && !last.equals(EventPosition.START)) {
                    page = read(accountId, LedgerRange.ALL, last, PAGE).iterator();
                }
                return page.hasNext();
            }

            @Override
            public LedgerEntry next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                var entry = page.next();
                last = entry.position();
                return entry;
            }
        };
        return StreamSupport.stream(pages.spliterator(), false);
    }

    /** The plan as the last event before a position left it. */
    PlanStateView planBefore(UUID accountId, EventPosition position) {
        return streams.lastBefore("membership:" + accountId, PlanEvents.NAMES, position)
                .flatMap(event -> messages(event).stream().flatMap(told -> PlanEvents.outcome(told.getPayload()).stream())
                        .reduce((earlier, later) -> later))
                .map(outcome -> PlanStateView.of(outcome.plan(), outcome.expiresAt()))
                .orElse(PlanStateView.NONE);
    }

    /** What an account began with. */
    Optional<EventMessage<?>> registration(UUID accountId) {
        return streams.first("account:" + accountId).flatMap(event -> messages(event).stream().findFirst());
    }

    /** What an entry says. */
    List<? extends EventMessage<?>> messages(LedgerEntry entry) {
        return messages(entry.event());
    }

    /** What an entry says of the membership; nothing if it is about something else. */
    Stream<MembershipEvent> memberships(LedgerEntry entry) {
        return messages(entry).stream()
                .map(EventMessage::getPayload)
                .filter(MembershipEvent.class::isInstance)
                .map(MembershipEvent.class::cast);
    }

    private List<? extends EventMessage<?>> messages(StoredEvent event) {
        return decoder.decode(event);
    }
}
