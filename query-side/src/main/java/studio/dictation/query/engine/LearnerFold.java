package studio.dictation.query.engine;

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
    private Letters letters = new Letters();
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

    /** Goes on up to a settled position; from the beginning if it is past that. */
    void moveTo(EventPosition end) {
        if (reached.compareTo(end) > 0) {
            keys = new OwnKeys(account, email);
            names = new Names();
            letters = new Letters();
            reached = EventPosition.START;
            events = 0;
        }
        while (true) {
            var settings = parts.settings();
            var page = parts.reader()
                    .readOf(account, wantedNames, reached, end, settings.batchEvents(), settings.batchBytes());
            if (page.isEmpty()) {
                reached = end;
                return;
            }
            changes.clear();
            var batch = new Batch(projection, page, changes, letters, Set.of());
            batch.collect(handlers, parts.decoder());
            keys.load(changes, names);
            batch.apply(names);
            keys.take(changes, names);
            events += page.stream().filter(StoredEvent::wanted).count();
            reached = page.getLast().position();
        }
    }

    OwnKeys keys() {
        return keys;
    }

    /** The dead letters that came of it, all of one sequence. */
    Letters letters() {
        return letters;
    }

    String sequence() {
        return account.toString();
    }

    long events() {
        return events;
    }
}
