package studio.dictation.query.engine;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.Names;
import studio.dictation.query.redis.OwnKeys;
import studio.dictation.query.redis.PendingChanges;

/** Makes what is one learner's alone anew from all their events, in memory, by the same handlers. Not for more than one thread. */
final class LearnerFold {
    private final Parts parts;
    private final Projection projection;
    private final UUID account;
    private final String email;
    private final PendingChanges changes;
    private final HandlerTable handlers;
    private final Set<String> wantedNames;
    private OwnKeys keys;
    private Names names = new Names();
    private EventPosition reached = EventPosition.START;
    private long events;

    LearnerFold(Parts parts, Projection projection, UUID account, String email) {
        this.parts = parts;
        this.projection = projection;
        this.account = account;
        this.email = email;
        this.changes = new PendingChanges(parts.clock());
        this.handlers = new HandlerTable(projection.handlers().apply(changes));
        this.wantedNames = parts.namesOf(handlers.events());
        this.keys = new OwnKeys(account, email);
    }

    /** An event that was applied can't be applied again. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Goes on up to a settled position, or to the first event that waits as a dead letter; begins again if it is past that.
     *
     * @throws Refused when an event before that can't be applied
     */
    void moveTo(EventPosition position, Letters parked) {
        var waiting = parked.of(sequence());
        var end = waiting.isEmpty() ? position : before(waiting.getFirst().position());
        if (reached.compareTo(end) > 0) {
            keys = new OwnKeys(account, email);
            names = new Names();
            reached = EventPosition.START;
            events = 0;
        }
        var settings = parts.settings();
        var page = read(end, settings);
        while (!page.isEmpty()) {
            apply(page);
            reached = page.getLast().position();
            page = read(end, settings);
        }
        reached = end;
    }

    private List<StoredEvent> read(EventPosition end, EngineSettings settings) {
        return parts.reader().readOf(account, wantedNames, reached, end, settings.batchEvents(), settings.batchBytes());
    }

    private void apply(List<StoredEvent> page) {
        changes.clear();
        var failed = new Letters();
        var batch = new Batch(projection, page, changes, failed, Set.of());
        batch.collect(handlers, parts.decoder());
        keys.load(changes, names);
        batch.apply(names);
        if (failed.count() > 0) {
            throw new Refused("Event " + failed.of(sequence()).getFirst().position().eventId() + " can't be applied any more");
        }
        keys.take(changes, names);
        events += page.size();
    }

    /** Where whatever stands before an event ends. */
    private static EventPosition before(EventPosition event) {
        return new EventPosition(event.generation(), event.xid(), event.sequence() - 1, event.eventId());
    }

    OwnKeys keys() {
        return keys;
    }

    String sequence() {
        return account.toString();
    }

    long events() {
        return events;
    }
}
