package studio.dictation.query.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import studio.dictation.query.Projections;

/** A Redis of its own that is filled from all events of a store, anew each time: what the one of a service has to hold. */
public final class Replayed implements AutoCloseable {
    private static final int BATCH = 500;

    private final TestRedis redis = TestRedis.own();

    /** What each projection's database holds after a replay from zero. */
    public Map<Projection, RedisDump> of(DataSource store) {
        redis.flushAll();
        try (var node = Node.started(Node.settings("replay", 1, BATCH), redis, store, Projections.ALL)) {
            node.awaitCaughtUp();
        }
        Map<Projection, RedisDump> dumps = new LinkedHashMap<>();
        Projections.ALL.forEach(projection -> dumps.put(projection, RedisDump.of(redis, projection.database())));
        return dumps;
    }

    @Override
    public void close() {
        redis.close();
    }
}
