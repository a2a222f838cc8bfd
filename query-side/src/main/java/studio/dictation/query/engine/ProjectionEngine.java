package studio.dictation.query.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.engine.Destinations.Destination;
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
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.redis.RedisDatabases;
import studio.dictation.query.redis.SegmentConnection;

/** The projections of this node: what moves them, woken by commits here and on other nodes, what reads them, and what is done to them. */
public final class ProjectionEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProjectionEngine.class);
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
    private final SegmentWorkers workers;
    private final Destinations destinations;
    private volatile @Nullable Broadcasts broadcasts;
    private @Nullable Runnable unsubscribe;
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
        this.workers = new SegmentWorkers(parts);
        Map<String, Destination> shown = new HashMap<>();
        for (var projection : projections) {
            var guard = new Freshness(projection, databases, reader);
            freshness.put(projection.name(), guard);
            databases.onLost(projection.database(), guard::forget);
            var guarded = new GuardedReads(databases, projection.name(), projection.database(), guard);
            reads.put(projection.name(), guarded);
            shown.put(projection.name(), new Destination(projection, guarded, guard));
            answers.put(
                    projection.name(),
                    new KeptAnswers(databases, projection.name(), projection.database(), guard));
        }
        this.destinations = new Destinations(shown, parts, arrivals);
    }

    /**
     * Starts working.
     *
     * @throws ForeignData when a database holds keys of somebody else
     */
    public void start() {
        workers.start(projections, listen());
    }

    /**
     * Starts without moving any projection: this node reads them, hears what others have applied, and tells what it has committed.
     *
     * @throws ForeignData when a database holds keys of somebody else
     */
    public void watch() {
        listen();
    }

    private Broadcasts listen() {
        for (var projection : projections) {
            if (Layout.isForeign(parts.databases(), projection.name(), projection.database())) {
                throw new ForeignData(projection.name(), projection.database());
            }
        }
        var listening = new Broadcasts(
                parts.databases(),
                parts.settings().node(),
                () -> wake(Set.of()),
                message -> announced(Announcement.parse(message)),
                workers::released,
                flipped -> Thread.startVirtualThread(() -> flipped(flipped)),
                workers::heard,
                () -> Thread.startVirtualThread(destinations::lookForArrivals));
        broadcasts = listening;
        unsubscribe = signal.subscribe(this::committed);
        parked.start();
        return listening;
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
        return destinations.of(event, eventId);
    }

    /** Where something about an account is going to show in a projection: what follows from an event that itself shows nowhere. */
    public List<Expected> expectedAbout(UUID account, String projection, UUID eventId) {
        return destinations.about(account, projection, eventId);
    }

    /** How the segments are doing on this node. */
    public List<SegmentState> states() {
        return workers.states();
    }

    /** What keeps projections from being read truly now: projection → reason. */
    public Map<String, String> unavailable() {
        Map<String, String> problems = new LinkedHashMap<>();
        reads.forEach((name, guarded) -> {
            try {
                guarded.stands();
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
     * Replaces all that is one learner's alone in a projection by what all their events make of it, in one step, and tries their dead
     * letters again; what is shared with others stays. Nothing where an event that was applied can't be any more.
     *
     * @throws ProjectionUnavailable when that could not be done in time
     */
    public Optional<LearnerRebuilt> rebuildLearner(String projection, UUID account, String email) {
        return new LearnerRebuild(this, parts, projection(projection), guarded(projection)).attempt(account, email);
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
        workers.retryLetters(projection);
    }

    /** Finishes the batches at hand and gives the segments up; {@link #start} or {@link #watch} begins again. */
    @Override
    public void close() {
        if (unsubscribe != null) {
            unsubscribe.run();
        }
        parked.close();
        workers.stop();
        var listening = broadcasts;
        if (listening != null) {
            broadcasts = null;
            listening.close();
        }
    }

    /** The data says how many segments it has; the settings only say how many it gets when it is filled anew. */
    private void filledBy(Projection projection, int segments) {
        destinations.filledBy(projection, segments);
        workers.employ(projection, segments);
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
        workers.wake(kinds);
    }

    /** Sees another generation at once, so that what this node has seen of the one before still counts; tells those who wait. */
    private void flipped(String projection) {
        try {
            guarded(projection).stands();
        } catch (ProjectionUnavailable e) {
            log.info("Projection {} is looked at again when it is read: {}", projection, e.getMessage());
        }
        destinations.lookForArrivals();
    }

    private Projection projection(String name) {
        return projections.stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("No projection " + name));
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
}
