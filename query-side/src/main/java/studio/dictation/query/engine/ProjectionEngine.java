package studio.dictation.query.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.Segments;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.engine.Arrivals.Result;
import studio.dictation.query.redis.Answers;
import studio.dictation.query.redis.Broadcasts;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.Comparison;
import studio.dictation.query.redis.ForeignData;
import studio.dictation.query.redis.Generations;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.KeptAnswers;
import studio.dictation.query.redis.Layout;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.redis.RedisDatabases;
import studio.dictation.query.redis.SegmentConnection;

import static java.util.Objects.requireNonNull;

/** Runs the projections of this node: a thread per segment, woken by commits here and on other nodes. */
public final class ProjectionEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProjectionEngine.class);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration TAKE_OVER = Duration.ofSeconds(8);
    private static final long BUSY = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<Projection> projections;
    private final Parts parts;
    private final AppendSignal signal;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, GuardedReads> reads = new LinkedHashMap<>();
    private final Map<String, Answers> answers = new LinkedHashMap<>();
    private final Map<String, Freshness> freshness = new LinkedHashMap<>();
    private final ParkedSequences parked = new ParkedSequences(reads);
    private final Map<Class<?>, List<Projection>> projectionsOf = new ConcurrentHashMap<>();
    private final Map<String, Integer> segmentsSeen = new ConcurrentHashMap<>();
    private final List<Employed> employed = new CopyOnWriteArrayList<>();
    private final Spread spread;
    private @Nullable Thread spreading;
    private volatile @Nullable Broadcasts broadcasts;
    private @Nullable Runnable unsubscribe;
    private volatile boolean running;
    private volatile boolean told;
    private volatile long committedAt = System.nanoTime();

    /** Prepares the projections; nothing runs before {@link #start}. */
    public ProjectionEngine(
            List<Projection> projections,
            EngineSettings settings,
            RedisDatabases databases,
            EventReader reader,
            EventDecoder decoder,
            EventNames names,
            AppendSignal signal,
            Clock clock,
            EngineObserver observer) {
        this.projections = List.copyOf(projections);
        this.parts = new Parts(settings, databases, reader, decoder, names, clock, observer, this::filledBy);
        this.signal = signal;
        this.spread = new Spread(settings.node(), settings.lapse(), System::nanoTime);
        for (var projection : projections) {
            var guard = new Freshness(projection, databases, reader);
            freshness.put(projection.name(), guard);
            databases.onLost(projection.database(), guard::forget);
            reads.put(
                    projection.name(),
                    new GuardedReads(databases, projection.name(), projection.database(), guard));
            answers.put(
                    projection.name(),
                    new KeptAnswers(databases, projection.name(), projection.database(), guard));
            new HandlerTable(projection.handlers().apply(new PendingChanges(clock)))
                    .events()
                    .forEach(event -> projectionsOf
                            .computeIfAbsent(event, none -> new ArrayList<>())
                            .add(projection));
        }
    }

    /**
     * Starts working.
     *
     * @throws ForeignData when a database holds keys of somebody else
     */
    public void start() {
        watch();
        running = true;
        projections.forEach(projection -> employ(projection, parts.segmentsOf(projection)));
        spreading = Thread.ofPlatform().daemon().name("projections-spread").start(this::spreadEvenly);
    }

    /**
     * Starts without moving any projection: this node reads them, hears what others have applied, and tells what it has committed.
     *
     * @throws ForeignData when a database holds keys of somebody else
     */
    public void watch() {
        for (var projection : projections) {
            if (Layout.isForeign(parts.databases(), projection.name(), projection.database())) {
                throw new ForeignData(projection.name(), projection.database());
            }
        }
        broadcasts = new Broadcasts(
                parts.databases(),
                parts.settings().node(),
                () -> wake(Set.of()),
                message -> announced(Announcement.parse(message)),
                this::released,
                flipped -> Thread.startVirtualThread(() -> flipped(flipped)),
                spread::heard,
                () -> Thread.startVirtualThread(this::lookForArrivals));
        unsubscribe = signal.subscribe(this::committed);
        parked.start();
    }

    /** Guarded reads of a projection's data. */
    public Reads reads(String projection) {
        return guarded(projection);
    }

    /** Answers that are kept beside a projection's data. */
    public Answers answers(String projection) {
        return known(answers, projection);
    }

    /** Where callers wait for their events. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Where an event is going to show: one entry per segment that will apply it. */
    public List<Expected> expected(Object event, UUID eventId) {
        var subject = parts.names().of(event.getClass()).subjectOf(event);
        return expected(projectionsOf.getOrDefault(event.getClass(), List.of()), subject, eventId);
    }

    /** Where something about an account is going to show in a projection: what follows from an event that itself shows nowhere. */
    public List<Expected> expectedAbout(UUID account, String projection, UUID eventId) {
        return expected(projections.stream().filter(one -> one.name().equals(projection)).toList(), account, eventId);
    }

    private List<Expected> expected(List<Projection> showing, @Nullable UUID subject, UUID eventId) {
        List<Expected> expected = new ArrayList<>();
        for (var projection : showing) {
            var seen = segmentsSeen.get(projection.name());
            int count = seen == null
                    ? requireNonNull(freshness.get(projection.name())).segments(parts.segmentsOf(projection))
                    : seen;
            // Another number of segments may be live by then, but an account is in one of them.
            var segments = subject == null ? IntStream.range(0, count) : IntStream.of(Expected.ONE);
            segments.forEach(segment -> expected.add(new Expected(projection.name(), segment, eventId)));
        }
        return expected;
    }

    /** How the segments are doing on this node. */
    public List<SegmentState> states() {
        return employed.stream().map(one -> one.worker.state()).toList();
    }

    /** What keeps projections from being read truly now: projection → reason. */
    public Map<String, String> unavailable() {
        Map<String, String> problems = new LinkedHashMap<>();
        reads.forEach((name, guarded) -> {
            try {
                guarded.strings(List.of());
            } catch (ProjectionUnavailable e) {
                problems.put(name, String.valueOf(e.getMessage()));
            }
        });
        return problems;
    }

    /**
     * Waits until every projection can be read, at most as long as given: after a start on existing data that is a moment,
     * after a loss it may be long, and whoever reads meanwhile is told so.
     */
    public void awaitReadable(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!unavailable().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /** What is done to a segment that was taken over; may be done again if the segment is lost meanwhile. */
    @FunctionalInterface
    interface Act<T> {
        T on(Segment segment) throws LeaseLost, BrokenData;
    }

    /**
     * Takes a segment of a live projection from whatever node holds it, does something to it and gives it back. One such act at a
     * time is done to a segment, whichever nodes want it; the others wait for a while.
     *
     * @throws ProjectionUnavailable when the segment could not be had, or could not be kept
     */
    <T> T takeOver(String projection, int segment, Act<T> act) {
        var known = projection(projection);
        long end = System.nanoTime() + TAKE_OVER.toNanos();
        do {
            try (var taken = new Segment(
                    parts, known, segment, SegmentConnection.acting(parts.settings().node()), Segment.Mode.ANNOUNCING)) {
                if (taken.claim(true)) {
                    return act.on(taken);
                }
                if (segment >= taken.segments()) {
                    throw new ProjectionUnavailable(projection, "has no segment " + segment);
                }
            } catch (LeaseLost lost) {
                log.debug("Segment {} of projection {} is taken over again: {}", segment, projection, lost.getMessage());
            } catch (BrokenData broken) {
                // Whoever works on the segment finds the same, and fills it anew.
                throw new ProjectionUnavailable(projection, broken);
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        } while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted());
        throw new ProjectionUnavailable(projection, "is busy in segment " + segment);
    }

    /** A shadow of a projection, to be filled beside the live data. */
    public Filling shadow(String projection) {
        var known = projection(projection);
        return new Filling(parts, known.in(known.database() + Generations.SHADOW), null);
    }

    /**
     * The generation of a projection that was live before, to be brought up to date.
     *
     * @param epoch which history of the data that was
     */
    public Filling kept(String projection, String epoch) {
        var known = projection(projection);
        return new Filling(parts, known.in(known.database() + Generations.KEPT), epoch);
    }

    /** Where the generations of a projection lie. */
    public Generations generations(String projection) {
        var known = projection(projection);
        return new Generations(parts.databases(), projection, known.database());
    }

    /** Compares a generation that is being filled with the live one. */
    public Comparison comparison(String projection, Filling other) {
        return new Comparison(parts.databases(), projection(projection).database(), other.database());
    }

    /**
     * Has another generation of a projection take the place of the live one, if that takes a second at most.
     *
     * @param suspects          keys to be compared while both stand still
     * @param holdOnDifferences whether to leave everything as it is if some of them differ
     */
    public Flip.Result flip(String projection, Filling other, Collection<String> suspects, boolean holdOnDifferences) {
        return new Flip(parts, projection(projection)).attempt(other, suspects, holdOnDifferences);
    }

    /**
     * What came of making a learner anew.
     *
     * @param events      how many of their events there are
     * @param keys        how many keys are theirs
     * @param deadLetters how many of the events wait as dead letters
     */
    public record LearnerRebuilt(long events, int keys, int deadLetters) {}

    /**
     * Replaces all that is one learner's alone in a projection by what all their events make of it, in one step, and tries their dead
     * letters again; what is shared with others stays. Nothing where an event that was applied can't be any more.
     *
     * @throws ProjectionUnavailable when that could not be done in time
     */
    public Optional<LearnerRebuilt> rebuildLearner(String projection, UUID account, String email) {
        var stands = guarded(projection).stands();
        int segment = Segments.of(account, stands.size());
        var fold = new LearnerFold(parts, projection(projection), account, email);
        // Most of it beforehand, so that others of the segment hardly wait.
        var waiting = guarded(projection).letters(segment, fold.sequence());
        var parked = Letters.parse(waiting.isEmpty() ? Map.of() : Map.of(fold.sequence(), waiting));
        try {
            fold.moveTo(EventPosition.parse(String.valueOf(stands.get(segment).position())), parked);
            return Optional.of(takeOver(projection, segment, taken -> {
                if (Segments.of(account, taken.segments()) != segment) {
                    throw new ProjectionUnavailable(projection, "has another number of segments since");
                }
                int before = taken.letters().of(fold.sequence()).size();
                taken.replace(fold);
                int left = taken.letters().of(fold.sequence()).size();
                return new LearnerRebuilt(fold.events() + before, fold.keys().count(), left);
            }));
        } catch (LearnerFold.Refused refused) {
            log.error("Projection {} keeps what it shows of account {}: {}", projection, account, refused.getMessage());
            return Optional.empty();
        }
    }

    /** Whether somebody read on this node, or wrote on any, during the last second. */
    public boolean isBusy() {
        long since = System.nanoTime() - BUSY;
        return committedAt - since > 0 || freshness.values().stream().anyMatch(one -> one.askedAt() - since > 0);
    }

    /**
     * The events that a projection has set aside.
     *
     * @throws IllegalArgumentException if there is no such projection
     */
    public DeadLetters deadLetters(String projection) {
        return new DeadLetters(this, parts, projection(projection), guarded(projection));
    }

    /** Whether events of a sequence are set aside, as this node saw it at most a few seconds ago. Asks no store. */
    public boolean isParked(String projection, String sequence) {
        return parked.contains(projection, sequence);
    }

    /** Looks now at what is set aside, after something was done about it. */
    void lookAtParked(String projection) {
        parked.look(projection);
    }

    private void announced(Announcement announcement) {
        arrivals.announced(announcement);
        if (!announcement.parked().isEmpty()) {
            parked.doubt();
        }
    }

    /** Has all dead letters of a projection tried again. */
    public void retryLetters(String projection) {
        employed.stream()
                .map(Employed::worker)
                .filter(worker -> worker.state().projection().equals(projection))
                .forEach(SegmentWorker::retryLetters);
    }

    /** Finishes the batches at hand and gives the segments up; {@link #start} or {@link #watch} begins again. */
    @Override
    public void close() {
        synchronized (this) {
            running = false;
        }
        if (unsubscribe != null) {
            unsubscribe.run();
        }
        parked.close();
        var listening = broadcasts;
        if (spreading != null && listening != null) {
            LockSupport.unpark(spreading);
            join(spreading);
            if (told) {
                tell(listening, spread.left());
            }
        }
        employed.forEach(one -> one.worker.stop());
        employed.forEach(one -> join(one.thread));
        employed.clear();
        if (listening != null) {
            listening.close();
        }
    }

    private record Employed(SegmentWorker worker, Thread thread) {}

    /** The data says how many segments it has; the settings only say how many it gets when it is filled anew. */
    private void filledBy(Projection projection, int segments) {
        segmentsSeen.put(projection.name(), segments);
        employ(projection, segments);
    }

    private synchronized void employ(Projection projection, int segments) {
        for (int i = 0; i < segments && running; i++) {
            int segment = i;
            if (employed.stream()
                    .map(one -> one.worker.state())
                    .noneMatch(known -> known.segment() == segment
                            && known.projection().equals(projection.name()))) {
                var worker = new SegmentWorker(parts, projection, segment);
                employed.add(new Employed(
                        worker,
                        Thread.ofPlatform()
                                .name("projection-" + projection.name() + "-" + segment)
                                .start(worker)));
            }
        }
    }

    private void committed(Set<Class<?>> kinds) {
        wake(kinds);
        var telling = broadcasts;
        if (telling != null) {
            telling.appended();
        }
    }

    private void wake(Set<Class<?>> kinds) {
        committedAt = System.nanoTime();
        employed.forEach(one -> one.worker.wake(kinds));
    }

    /** Whoever holds a segment looks whether that is still so; who stands by for one takes it, if it is this node's turn. */
    private void released(String projection) {
        boolean next = spread.isNext(states());
        employed.stream()
                .map(Employed::worker)
                .filter(worker -> worker.state().projection().equals(projection))
                .filter(worker -> next || worker.state().condition() == SegmentState.Condition.WORKING)
                .forEach(SegmentWorker::released);
    }

    private void spreadEvenly() {
        var round = parts.settings().lapse().dividedBy(4);
        while (running) {
            var telling = broadcasts;
            told = telling != null && tell(telling, spread.told(states()));
            if (told) {
                spread.excess(states()).ifPresent(this::giveUp);
            }
            LockSupport.parkNanos(round.toNanos());
        }
    }

    private void giveUp(Spread.Excess excess) {
        log.info("Projection {}: {} segments are left to nodes that have fewer", excess.projection(), excess.count());
        employed.stream()
                .map(Employed::worker)
                .filter(worker -> worker.state().projection().equals(excess.projection())
                        && worker.state().condition() == SegmentState.Condition.WORKING)
                .limit(excess.count())
                .forEach(SegmentWorker::giveUp);
    }

    /** Whether the others were told; if not, they count this node as gone for as long as Redis is. */
    private static boolean tell(Broadcasts telling, String told) {
        try {
            telling.spread(told);
            return true;
        } catch (RuntimeException e) {
            log.debug("Nobody is told of the segments here: {}", e.toString());
            return false;
        }
    }

    /** Sees another generation at once, so that what this node has seen of the one before still counts; tells those who wait. */
    private void flipped(String projection) {
        try {
            guarded(projection).stands();
        } catch (ProjectionUnavailable e) {
            log.info("Projection {} is looked at again when it is read: {}", projection, e.getMessage());
        }
        lookForArrivals();
    }

    private Projection projection(String name) {
        return projections.stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("No projection " + name));
    }

    /** After a subscription was lost its announcements are, too: one look at the positions tells what has arrived. */
    private void lookForArrivals() {
        var waitedFor = arrivals.waitedFor();
        if (waitedFor.isEmpty()) {
            return;
        }
        try {
            Map<UUID, StoredEvent> events = new HashMap<>();
            parts.reader()
                    .byIds(waitedFor.stream().map(Expected::event).toList())
                    .forEach(event -> events.put(event.eventId(), event));
            for (var expected : waitedFor) {
                var event = events.get(expected.event());
                var stands = guarded(expected.projection()).stands();
                if (event != null && appliers(expected, event, stands.size()).allMatch(segment -> reached(stands.get(segment), event))) {
                    arrivals.found(expected, isParked(expected, event, stands.size()) ? Result.PARKED : Result.VISIBLE);
                }
            }
        } catch (ProjectionUnavailable | EventStoreException e) {
            log.info("Callers go on waiting for their events: {}", e.toString());
        }
    }

    /** The segments in which an event shows: all of them for one that was expected in a segment that is no more. */
    private static IntStream appliers(Expected expected, StoredEvent event, int count) {
        var subject = event.subject();
        if (expected.segment() == Expected.ONE && subject != null) {
            return IntStream.of(Segments.of(subject, count));
        }
        return expected.segment() >= 0 && expected.segment() < count
                ? IntStream.of(expected.segment())
                : IntStream.range(0, count);
    }

    private static boolean reached(GuardedReads.Stand stand, StoredEvent event) {
        return EventPosition.parse(String.valueOf(stand.position())).compareTo(event.position()) >= 0;
    }

    private boolean isParked(Expected expected, StoredEvent event, int count) {
        var sequence = projection(expected.projection()).sequenceOf(event);
        return appliers(expected, event, count)
                .anyMatch(segment -> guarded(expected.projection()).letters(segment, sequence).contains(event.position().toString()));
    }

    private GuardedReads guarded(String projection) {
        return known(reads, projection);
    }

    private static <T> T known(Map<String, T> ofEach, String projection) {
        var one = ofEach.get(projection);
        if (one == null) {
            throw new IllegalArgumentException("No projection " + projection);
        }
        return one;
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
