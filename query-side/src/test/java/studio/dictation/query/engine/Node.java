package studio.dictation.query.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.RedisDatabases;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

/** A node that runs the projections of the service, as the application does, on given stores. */
public final class Node implements AutoCloseable {
    static final Duration LAPSE = Duration.ofMillis(500);
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final EngineSettings settings;
    private final TestRedis redis;
    private final EventReader reader;
    private final List<Projection> projections;
    private final RedisDatabases databases;
    private final AppendSignal signal = new AppendSignal();
    private final ProjectionEngine engine;

    /** Prepared, not started. */
    Node(EngineSettings settings, TestRedis redis, DataSource store, List<Projection> projections) {
        this(settings, redis, new EventReader(store), projections);
    }

    private Node(EngineSettings settings, TestRedis redis, EventReader reader, List<Projection> projections) {
        this.settings = settings;
        this.redis = redis;
        this.projections = projections;
        this.reader = reader;
        this.databases = new RedisDatabases(redis.address());
        this.engine = new ProjectionEngine(projections, settings, databases, reader,
                EventDecoder.published(), EventNames.published(), signal,
                Clock.systemUTC(), EngineObserver.NONE);
    }

    /** A running node with all the projections and small batches. */
    public static Node started(String name, TestRedis redis, DataSource store) {
        return started(settings(name, 2, 40), redis, store, Projections.ALL);
    }

    static Node started(EngineSettings settings, TestRedis redis, DataSource store, List<Projection> projections) {
        var node = new Node(settings, redis, store, projections);
        node.engine.start();
        return node;
    }

    static EngineSettings settings(String name, int segments, int batchEvents) {
        return new EngineSettings(name, segments, batchEvents, 8L << 20, LAPSE, Duration.ofMillis(50));
    }

    public ProjectionEngine engine() {
        return engine;
    }

    /** To be told what was appended on this node. */
    public AppendSignal signal() {
        return signal;
    }

    /** Waits until every segment has reached the end of the event store. */
    public void awaitCaughtUp() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            var head = reader.head().toString();
            return projections.stream().allMatch(projection -> isAt(projection, head));
        });
    }

    private boolean isAt(Projection projection, String head) {
        var positions = Positions.of(redis, projection);
        return !positions.isEmpty() && positions.stream().allMatch(head::equals);
    }

    /**
     * Waits until everything has arrived, then fails unless Redis holds what a replay of all events into empty databases
     * gives, key by key.
     */
    public void assertEqualsReplay() {
        awaitCaughtUp();
        var copies = projections.stream().map(projection -> projection.in(projection.database() + 10)).toList();
        copies.forEach(copy -> redis.in(copy.database()).flushdb());
        var plain = Projections.ALL.stream().collect(toMap(Projection::name, projection -> projection));
        var replayed = copies.stream().map(copy -> plain.get(copy.name()).in(copy.database())).toList();
        try (var replay = new Node(settings("replay", 1, 500), redis, reader, replayed)) {
            replay.engine.start();
            replay.awaitCaughtUp();
        }
        for (var projection : projections) {
            RedisDump.of(redis, projection.database()).assertSameAs(RedisDump.of(redis, projection.database() + 10));
        }
        copies.forEach(copy -> redis.in(copy.database()).flushdb());
    }

    /** Waits until a segment of this node works, or stands by. */
    void awaitWorking() {
        await().atMost(PATIENCE).until(() -> engine.states().stream()
                .allMatch(state -> state.condition() == SegmentState.Condition.WORKING));
    }

    /** Whatever is under way, nothing of this node reaches Redis any more, as if it were killed. */
    void cutOff() {
        databases.close();
    }

    @Override
    public void close() {
        engine.close();
        databases.close();
    }
}
