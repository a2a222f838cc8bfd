package studio.dictation.query.engine;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.Lease;
import studio.dictation.query.redis.Names;
import studio.dictation.query.redis.PendingChanges;
import studio.dictation.query.redis.RedisDatabases;
import studio.dictation.query.redis.SegmentConnection;

import static org.assertj.core.api.Assertions.fail;

/** Writes events into a projection batch by batch, cut where the test wants it, without an event store. */
public final class Written implements AutoCloseable {
    /** Shows whatever stands there. */
    public static final GuardedReads.Guard TRUSTING = () -> new GuardedReads.Look() {
        @Override
        public int segments() {
            return 1;
        }

        @Override
        public boolean check(List<GuardedReads.Stand> stands) {
            return true;
        }
    };

    private final RedisDatabases databases;
    private final SegmentConnection connection;
    private final PendingChanges changes = new PendingChanges(Clock.systemUTC());
    private final HandlerTable handlers;
    private final Names names = new Names();
    private Lease lease;

    /** Of an empty Redis. */
    public Written(TestRedis redis, Projection projection) {
        this(redis, projection, 0, 1);
    }

    /** One segment of several, of a Redis that is empty or filled by the others. */
    public Written(TestRedis redis, Projection projection, int segment, int segments) {
        try {
            databases = new RedisDatabases(redis.address());
            connection = new SegmentConnection(databases, projection.name(), projection.database(), segment, projection.layout());
            handlers = new HandlerTable(projection.handlers().apply(changes));
            lease = connection.claim("test", 600_000, "0", segments, false).orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public RedisDatabases databases() {
        return databases;
    }

    /** Applies and writes events as one batch. */
    public void batch(List<?> events) {
        try {
            changes.clear();
            for (int i = 0; i < events.size(); i++) {
                changes.event(i);
                handlers.handle(events.get(i));
            }
            connection.load(lease, changes, names);
            changes.apply(names, none -> false, (event, failure) -> fail("Event " + event, failure));
            lease = connection.commit(lease, lease.position() + "0", changes, names, Map.of(), null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        connection.close();
        databases.close();
    }
}
