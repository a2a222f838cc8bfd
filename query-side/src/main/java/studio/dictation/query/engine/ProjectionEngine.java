package studio.dictation.query.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import studio.dictation.query.redis.ForeignData;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.KeptAnswers;
import studio.dictation.query.redis.Layout;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.redis.Reads;
import studio.dictation.query.redis.RedisDatabases;

import static java.util.Objects.requireNonNull;

/** Runs the projections of this node: a thread per segment, woken by commits here and on other nodes. */
public final class ProjectionEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProjectionEngine.class);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<Projection> projections;
    private final Parts parts;
    private final AppendSignal signal;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, GuardedReads> reads = new LinkedHashMap<>();
    private final Map<String, Answers> answers = new LinkedHashMap<>();
    private final Map<String, Freshness> freshness = new LinkedHashMap<>();
    private final Map<Class<?>, List<Projection>> projectionsOf = new ConcurrentHashMap<>();
    private final Map<String, Integer> segmentsSeen = new ConcurrentHashMap<>();
    private final List<Employed> employed = new CopyOnWriteArrayList<>();
    private volatile @Nullable Broadcasts broadcasts;
    private @Nullable Runnable unsubscribe;
    private volatile boolean running;

    /** Prepares the projections; nothing runs before {@link #start}. */
    public ProjectionEngine(
            List<Projection> projections,
            EngineSettings settings,
            RedisDatabases databases,
            EventReader reader,
            EventDecoder decoder,
            EventNames names,
            AppendSignal signal,
            Clock clock) {
        this.projections = List.copyOf(projections);
        this.parts = new Parts(settings, databases, reader, decoder, names, clock, this::filledBy);
        this.signal = signal;
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
        for (var projection : projections) {
            if (Layout.isForeign(parts.databases(), projection.name(), projection.database())) {
                throw new ForeignData(projection.name(), projection.database());
            }
        }
        running = true;
        broadcasts = new Broadcasts(
                parts.databases(),
                parts.settings().node(),
                () -> wake(Set.of()),
                message -> arrivals.announced(Announcement.parse(message)),
                () -> Thread.startVirtualThread(this::lookForArrivals));
        unsubscribe = signal.subscribe(this::committed);
        projections.forEach(projection -> employ(projection, parts.segmentsOf(projection)));
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
            var segments = subject == null ? IntStream.range(0, count) : IntStream.of(Segments.of(subject, count));
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

    /** Has all dead letters of a projection tried again. */
    public void retryLetters(String projection) {
        employed.stream()
                .map(Employed::worker)
                .filter(worker -> worker.state().projection().equals(projection))
                .forEach(SegmentWorker::retryLetters);
    }

    /** Finishes the batches at hand and gives the segments up; {@link #start} begins again. */
    @Override
    public void close() {
        synchronized (this) {
            running = false;
        }
        if (unsubscribe != null) {
            unsubscribe.run();
        }
        employed.forEach(one -> one.worker.stop());
        employed.forEach(one -> join(one.thread));
        employed.clear();
        var listening = broadcasts;
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
        employed.forEach(one -> one.worker.wake(kinds));
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
                if (event != null
                        && expected.segment() < stands.size()
                        && EventPosition.parse(String.valueOf(
                                                stands.get(expected.segment()).position()))
                                        .compareTo(event.position())
                                >= 0) {
                    arrivals.found(expected, isParked(expected, event) ? Result.PARKED : Result.VISIBLE);
                }
            }
        } catch (ProjectionUnavailable | EventStoreException e) {
            log.info("Callers go on waiting for their events: {}", e.toString());
        }
    }

    private boolean isParked(Expected expected, StoredEvent event) {
        return projections.stream()
                .filter(projection -> projection.name().equals(expected.projection()))
                .map(projection -> guarded(projection.name()).letters(expected.segment(), projection.sequenceOf(event)))
                .anyMatch(letters -> letters.contains(event.position().toString()));
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
