package studio.dictation.query.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventFilter;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.Page;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.Lease;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.Names;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.SegmentConnection;

/**
 * The work on one segment of a projection, in whatever database that one is: claims it, reads events, writes batches, tries dead
 * letters. Not for more than one thread. After any exception but {@link LeaseLost} the outcome is unknown: {@link #letGo} of
 * everything that is believed, connection included, and begin with a claim.
 */
final class Segment implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Segment.class);

    /** Whether anybody is told of what is written. */
    enum Mode {
        /** The live data: every batch tells all nodes which events it applied. */
        ANNOUNCING,
        /** Data that nobody reads yet, or any more. */
        SILENT
    }

    private static final String START = EventPosition.START.toString();
    /** A page without wanted events moves the stored position at most this often. */
    private static final long QUIET_WRITE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int LETTERS_AT_ONCE = 500;

    private final Parts parts;
    private final Projection projection;
    private final int number;
    private final String owner;
    private final Mode mode;
    private final Set<String> wantedNames;
    private final PendingChanges changes;
    private final HandlerTable handlers;
    private final Names names = new Names();

    private @Nullable SegmentConnection connection;
    private @Nullable Lease lease;
    private Letters letters = new Letters();
    private EventPosition read = EventPosition.START;
    private @Nullable CompletableFuture<Read> ahead;
    private int batchEvents;
    private boolean atHead;
    private boolean belowHorizon;
    private long serverStarts;
    private long heartbeatAt;
    private long checkedAt;
    private int roundsAboveHorizon;

    /**
     * @param projection in the database where the segment is
     * @param owner      in whose name it is claimed: a node's, or one's who acts for an operator
     */
    Segment(Parts parts, Projection projection, int number, String owner, Mode mode) {
        this.parts = parts;
        this.projection = projection;
        this.number = number;
        this.owner = owner;
        this.mode = mode;
        this.batchEvents = parts.settings().batchEvents();
        this.changes = new PendingChanges(parts.clock());
        this.handlers = new HandlerTable(projection.handlers().apply(changes));
        this.wantedNames = parts.namesOf(handlers.events());
    }

    private record Read(Page page, long nanos) {}

    int number() {
        return number;
    }

    Projection projection() {
        return projection;
    }

    /** The events that change something here. */
    Set<Class<?>> events() {
        return handlers.events();
    }

    /** Whether this is the owner, as far as it knows. */
    boolean isHeld() {
        return lease != null;
    }

    /** The right to move it on. */
    Lease held() {
        if (lease == null) {
            throw new IllegalStateException("Segment " + number + " is not held");
        }
        return lease;
    }

    /** The dead letters as they stand in Redis. */
    Letters letters() {
        return letters;
    }

    /** How many events the next batches have at most. */
    void batchEvents(int most) {
        batchEvents = most;
    }

    /**
     * Takes the segment.
     *
     * @param force also from a node that holds it, unless that one acts for an operator
     * @return whether it is held now; not if somebody else holds it, or the data has fewer segments
     */
    boolean claim(boolean force) throws LeaseLost, BrokenData {
        lease = null;
        ahead = null;
        atHead = false;
        var claimed = connection()
                .claim(owner, parts.settings().lapse().toMillis(), START, parts.segmentsOf(projection), force);
        if (mode == Mode.ANNOUNCING) {
            parts.segmentsSeen().accept(projection, connection().segments());
        }
        if (claimed.isEmpty()) {
            return false;
        }
        var stand = EventPosition.parse(claimed.get().position());
        requireStored(stand);
        lease = claimed.get();
        read = stand;
        letters = Letters.parse(connection().letters());
        heartbeatAt = System.nanoTime();
        checkedAt = heartbeatAt - QUIET_WRITE;
        return true;
    }

    /** How many segments fill the data, as {@link #claim} found it. */
    int segments() {
        return connection().segments();
    }

    /** Whether there was nothing more to read behind the last step. */
    boolean isAtHead() {
        return atHead;
    }

    /** Looks at the next step whether it is still held, even if it did so a moment ago. */
    void doubt() {
        checkedAt = System.nanoTime() - QUIET_WRITE;
    }

    /** Reads the next events and writes what they change; answers how long there is nothing more to do. */
    Duration step() throws LeaseLost, BrokenData {
        heartbeat();
        var next = nextPage();
        if (isOfAnotherServer()) {
            return Duration.ZERO;
        }
        var page = next.page();
        atHead = page.reachedHead();
        belowHorizon = page.pendingAboveHorizon();
        if (page.events().isEmpty()) {
            return belowHorizon ? keepBelowHorizon() : keep();
        }
        roundsAboveHorizon = 0;
        if (page.events().stream().anyMatch(StoredEvent::wanted)) {
            write(page.events(), next.nanos());
            read = last(page.events());
        } else {
            read = last(page.events());
            keepUp();
        }
        return Duration.ZERO;
    }

    /** Whether nothing is known to stand behind the last step; what was committed a moment ago may not be known. */
    boolean isIdle() {
        return atHead
                && !belowHorizon
                && !parts.reader().mayBeBehind(read)
                // Asked last: the look may have been the first at another server.
                && parts.reader().serverStarts() == serverStarts;
    }

    /** Stays where it is, and the owner; answers how long that may go on. */
    Duration keep() throws LeaseLost, BrokenData {
        roundsAboveHorizon = 0;
        heartbeat();
        keepUp();
        return read.toString().equals(held().position()) ? parts.settings().poll() : Duration.ofNanos(QUIET_WRITE);
    }

    /**
     * Applies all events up to a settled one, and none behind it.
     *
     * @param end      where it is not past yet; exactly this is stored
     * @param deadline as {@link System#nanoTime} has it
     * @return false when the time was over before
     */
    boolean moveTo(EventPosition end, long deadline) throws LeaseLost, BrokenData {
        ahead = null;
        if (read.compareTo(end) > 0) {
            throw new IllegalArgumentException("Segment " + number + " is past " + end);
        }
        while (read.compareTo(end) < 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            heartbeat();
            var next = readAfter(read, filter());
            if (isOfAnotherServer()) {
                continue;
            }
            var events = next.page().events().stream()
                    .filter(event -> event.position().compareTo(end) <= 0)
                    .toList();
            if (events.isEmpty()) {
                throw new BrokenData("the event store does not hold " + end);
            }
            if (events.stream().anyMatch(StoredEvent::wanted)) {
                write(events, next.nanos());
            }
            read = last(events);
        }
        storePosition();
        return true;
    }

    /** Tries the dead letters of all sequences again. */
    void retryLetters() throws LeaseLost, BrokenData {
        for (var sequence : letters.sequences()) {
            retry(sequence);
        }
    }

    /** Tries what waits in a sequence, oldest first, as far as it goes. */
    Attempt retry(String sequence) throws LeaseLost, BrokenData {
        int applied = 0;
        EventPosition lastApplied = null;
        String error = null;
        while (error == null && letters.isParked(sequence)) {
            var events = stored(letters.of(sequence));
            if (events.isEmpty()) {
                error = Attempt.GONE;
            } else {
                heartbeat();
                var working = letters.copy();
                var batch = collected(events, working, Set.of(sequence));
                working.settle(sequence, batch.applied());
                error = batch.error();
                if (error != null) {
                    working.blame(sequence, error);
                }
                commit(held().position(), working, batch.announcement(number));
                applied += batch.applied();
                lastApplied = batch.applied() == 0 ? lastApplied : events.get(batch.applied() - 1).position();
            }
        }
        var waiting = letters.of(sequence);
        if (error != null) {
            log.warn("Projection {} still can't apply event {} of sequence {}: {}",
                    projection.name(), waiting.getFirst().position().eventId(), sequence, error);
        }
        return new Attempt(number, sequence, applied, lastApplied, waiting.size(),
                error == null ? null : waiting.getFirst().position(), error, List.of());
    }

    /** Reads what waits, without being the owner. */
    void look() throws BrokenData {
        letters = Letters.parse(connection().letters());
    }

    /** What {@link #retry} would do to the first of the letters, as they were seen by {@link #look}. Writes nothing. */
    Attempt rehearse(String sequence) throws BrokenData {
        var waiting = letters.of(sequence);
        var events = stored(waiting);
        changes.clear();
        var batch = new Batch(projection, events, changes, letters.copy(), Set.of(sequence));
        batch.collect(handlers, parts.decoder());
        connection().look(changes, names);
        batch.apply(names);
        int applied = batch.applied();
        var error = events.isEmpty() && !waiting.isEmpty() ? Attempt.GONE : batch.error();
        return new Attempt(number, sequence, applied, applied == 0 ? null : events.get(applied - 1).position(),
                waiting.size() - applied, error == null ? null : waiting.get(applied).position(), error, changes.described(names));
    }

    /** Takes the letter of an event away; false if there is none. */
    boolean discard(String sequence, UUID event) throws LeaseLost, BrokenData {
        var working = letters.copy();
        if (!working.discard(sequence, event)) {
            return false;
        }
        changes.clear();
        connection().load(held(), changes, names);
        commit(held().position(), working, null);
        return true;
    }

    /** The events of the first letters, up to one that the event store doesn't hold any more. */
    private List<StoredEvent> stored(List<Letters.Letter> waiting) {
        var ids = waiting.stream().limit(LETTERS_AT_ONCE).map(letter -> letter.position().eventId()).toList();
        var events = parts.reader().byIds(ids, parts.settings().batchBytes());
        int known = 0;
        while (known < events.size() && events.get(known).eventId().equals(ids.get(known))) {
            known++;
        }
        return events.subList(0, known);
    }

    /**
     * Replaces what is one learner's alone by what their events make of it, up to where this segment stands or to the first of them that
     * waits as a dead letter, and tries those again: what is shared with others has not counted them yet.
     */
    void replace(LearnerFold fold) throws LeaseLost, BrokenData {
        fold.moveTo(EventPosition.parse(held().position()), letters);
        heartbeat();
        connection().replace(held(), fold.keys());
        if (letters.isParked(fold.sequence())) {
            retry(fold.sequence());
        }
    }

    /** Keeps the claim alive; does nothing if it did so a moment ago. */
    void heartbeat() throws LeaseLost {
        var lapse = parts.settings().lapse();
        if (System.nanoTime() - heartbeatAt > lapse.dividedBy(4).toNanos()) {
            connection().renew(owner, lapse.toMillis());
            heartbeatAt = System.nanoTime();
        }
    }

    /** Empties the database and begins another history of the data at the start. */
    void wipe() throws LeaseLost {
        connection().wipe(START, parts.segmentsOf(projection));
    }

    /** Forgets everything that is believed. */
    void letGo(boolean reconnect) {
        lease = null;
        ahead = null;
        if (reconnect && connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Gives the segment up; whoever stands by for it is told. If that can't be done, the claim lapses by itself. */
    @Override
    public void close() {
        try {
            if (connection != null && lease != null) {
                connection.release(owner);
            }
        } catch (RuntimeException e) {
            log.info("Projection {} segment {} lapses by itself: {}", projection.name(), number, e.toString());
        } finally {
            letGo(true);
        }
    }

    private void requireStored(EventPosition stand) throws BrokenData {
        serverStarts = parts.reader().serverStarts();
        if (!parts.reader().contains(stand)) {
            throw new BrokenData("segment " + number + " stands at " + stand
                    + ", an event that the event store does not hold: it is another history, or was restored to an earlier state");
        }
    }

    /** Whether what was just read may be another history; then it is to be read again from where the data stands. */
    private boolean isOfAnotherServer() throws BrokenData {
        if (parts.reader().serverStarts() == serverStarts) {
            return false;
        }
        var stand = EventPosition.parse(held().position());
        requireStored(stand);
        read = stand;
        ahead = null;
        atHead = false;
        return true;
    }

    /** While a replay is under way the next page is read beside the work on this one. */
    private Read nextPage() {
        var filter = filter();
        var next = ahead == null ? readAfter(read, filter) : join(ahead);
        ahead = null;
        if (!next.page().reachedHead() && !next.page().events().isEmpty()) {
            var from = last(next.page().events());
            ahead = CompletableFuture.supplyAsync(() -> readAfter(from, filter), Thread::startVirtualThread);
        }
        return next;
    }

    private void write(List<StoredEvent> events, long readNanos) throws LeaseLost, BrokenData {
        long begun = System.nanoTime();
        var working = letters.copy();
        var batch = collected(events, working, Set.of());
        commit(events.getLast().position().toString(), working, batch.announcement(number));
        if (mode == Mode.ANNOUNCING) {
            observe(events, batch, readNanos, System.nanoTime() - begun);
        }
    }

    private void observe(List<StoredEvent> events, Batch batch, long readNanos, long writeNanos) {
        var observer = parts.observer();
        var wanted = events.stream().filter(StoredEvent::wanted).toList();
        observer.batchWritten(projection.name(), number, wanted, readNanos, writeNanos);
        batch.parked().forEach(event -> observer.parked(projection.name(), event));
    }

    /** The events handed to the handlers, and their changes applied to what stands in Redis. */
    private Batch collected(List<StoredEvent> events, Letters working, Set<String> retried) throws LeaseLost, BrokenData {
        changes.clear();
        var batch = new Batch(projection, events, changes, working, retried);
        batch.collect(handlers, parts.decoder());
        connection().load(held(), changes, names);
        batch.apply(names);
        return batch;
    }

    private void commit(String position, Letters working, @Nullable Announcement announcement) throws LeaseLost, BrokenData {
        var telling = announcement == null || mode == Mode.SILENT ? null : announcement.bytes();
        lease = connection().commit(held(), position, changes, names, working.changes(), telling);
        letters = working.copy();
        checkedAt = System.nanoTime();
    }

    /** Moves the stored position over events that change nothing, and notices an idle Redis that lost its data. */
    private void keepUp() throws LeaseLost, BrokenData {
        if (System.nanoTime() - checkedAt < QUIET_WRITE) {
            return;
        }
        if (read.toString().equals(held().position())) {
            connection().verify(held());
            checkedAt = System.nanoTime();
        } else {
            storePosition();
        }
    }

    private void storePosition() throws LeaseLost, BrokenData {
        if (!read.toString().equals(held().position())) {
            changes.clear();
            connection().load(held(), changes, names);
            commit(read.toString(), letters, null);
        }
    }

    private Duration keepBelowHorizon() throws LeaseLost, BrokenData {
        keepUp();
        // A transaction that stays open for long is not asked after five hundred times a second.
        return Duration.ofMillis(++roundsAboveHorizon < 500 ? 2 : 25);
    }

    private EventFilter filter() {
        return new EventFilter(wantedNames, number, held().segments());
    }

    private SegmentConnection connection() {
        if (connection == null) {
            connection = new SegmentConnection(
                    parts.databases(), projection.name(), projection.database(), number, projection.layout());
        }
        return connection;
    }

    private Read readAfter(EventPosition position, EventFilter filter) {
        long begun = System.nanoTime();
        var page = parts.reader().read(position, filter, batchEvents, parts.settings().batchBytes());
        return new Read(page, System.nanoTime() - begun);
    }

    private static Read join(CompletableFuture<Read> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EventPosition last(List<StoredEvent> events) {
        return events.getLast().position();
    }
}
