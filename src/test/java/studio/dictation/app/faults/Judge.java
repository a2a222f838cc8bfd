package studio.dictation.app.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.EventStoreSchema;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Projection;
import studio.dictation.query.engine.RedisDump;
import studio.dictation.query.engine.Replayed;

/** Looks at everything when nothing is under way, and says what may not be. */
final class Judge implements AutoCloseable {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration VERIFIED = Duration.ofSeconds(60);
    private static final int LOOKS = 5;
    private static final int DIFFERENCES_SHOWN = 20;

    private static final String UNSETTLED = """
            SELECT 'message ' || event_id || ' ' || state FROM inbox_message WHERE state IN ('waiting', 'unmatched')
            UNION ALL
            SELECT 'event ' || e.event_id || ' of ' || a.name FROM automation a JOIN event e ON (
                   (a.name = 'redeemed-codes' AND e.name = 'code.CodeRedeemed')
                   OR (a.name = 'paid-plans' AND e.name = 'billing.PaymentReceived'))
             WHERE (e.generation, e.xid, e.sequence) > (split_part(a.position, ':', 1)::integer,
                   split_part(a.position, ':', 2)::xid8, split_part(a.position, ':', 3)::bigint)""";

    private final World world;
    private final Load load;
    private final HikariDataSource postgres;
    private final EventReader events;
    private final StoredHistory stored;
    private final Replayed replayed = new Replayed();

    Judge(World world, Load load) {
        this.world = world;
        this.load = load;
        var config = new HikariConfig();
        config.setDataSource(world.postgres());
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        config.setMinimumIdle(0);
        postgres = new HikariDataSource(config);
        events = new EventReader(postgres);
        stored = new StoredHistory(JdbcClient.create(postgres));
    }

    /**
     * What may not be, of all that was ever done, while nobody does anything.
     *
     * @param again  whether the store is read from its beginning once more
     * @param ledger whether the ledger is verified
     */
    List<Violation> violations(boolean again, boolean ledger) {
        var violations = new ArrayList<Violation>();
        // PostgreSQL may have been another process when they were opened.
        postgres.getHikariPoolMXBean().softEvictConnections();
        load.failures().forEach(failed -> violations.add(new Violation("The clients work", failed.toString(), List.of((Object[]) failed.getStackTrace()))));
        var unsettled = unsettled();
        if (!unsettled.isEmpty()) {
            violations.add(new Violation("What follows from something happens", "still to do after " + SETTLED, unsettled));
            return violations;
        }
        var history = stored.readOn();
        if (again && !new StoredHistory(JdbcClient.create(postgres)).readOn().stream().filter(one -> !one.event().equals(StoredHistory.MESSAGE))
                .toList().equals(history.stream().filter(one -> !one.event().equals(StoredHistory.MESSAGE)).toList())) {
            violations.add(new Violation("What readers have passed does not change", "the store reads differently from its beginning", List.of()));
        }
        violations.addAll(new HistoryChecker(load.writes(), load.reads(), history,
                Set.of(StoredHistory.REDEEMED, StoredHistory.PAID), StoredHistory.GRANTED).violations());
        compare(violations);
        if (ledger) {
            verify(violations);
        }
        return violations;
    }

    /** How many events there are. */
    long events() {
        return JdbcClient.create(postgres).sql("SELECT count(*) FROM event").query(Long.class).single();
    }

    @Override
    public void close() {
        replayed.close();
        postgres.close();
    }

    private List<String> unsettled() {
        var sql = JdbcClient.create(postgres);
        awaited(SETTLED, () -> sql.sql(UNSETTLED).query(String.class).list().isEmpty());
        return sql.sql(UNSETTLED).query(String.class).list();
    }

    /** What was given up long ago may still be carried out: then everything is looked at again. */
    private void compare(List<Violation> violations) {
        for (int look = 0; look < LOOKS; look++) {
            var head = events.head().toString();
            if (!awaited(SETTLED, () -> positions().values().stream().allMatch(head::equals)) && events.head().toString().equals(head)) {
                violations.add(new Violation("Projections keep up", "they don't reach " + head, List.copyOf(positions().entrySet())));
                return;
            }
            Map<Projection, RedisDump> live = new TreeMap<>((one, other) -> Integer.compare(one.database(), other.database()));
            Projections.ALL.forEach(projection -> live.put(projection, world.dump(projection.database())));
            var right = replayed.of(postgres);
            if (events.head().toString().equals(head)) {
                live.forEach((projection, dump) -> differences(projection, dump, right.get(projection), violations));
                return;
            }
        }
        violations.add(new Violation("Nothing happens that nobody wants", "events are stored though no client does anything", List.of()));
    }

    private static void differences(Projection projection, RedisDump live, RedisDump right, List<Violation> violations) {
        var lines = Differences.between(live, right, System.currentTimeMillis());
        if (!lines.isEmpty()) {
            violations.add(new Violation("Redis holds what a replay from zero gives", "%d keys of %s don't".formatted(lines.size(), projection.name()),
                    lines.stream().limit(DIFFERENCES_SHOWN).toList()));
        }
    }

    /** Of every segment, and letters where there should be none. */
    private Map<String, String> positions() {
        Map<String, String> positions = new TreeMap<>();
        for (var projection : Projections.ALL) {
            world.redis(projection.database(), redis -> {
                var root = "projection:" + projection.name();
                var segments = redis.hget(root, "segments");
                IntStream.range(0, segments == null ? 0 : Integer.parseInt(text(segments))).forEach(segment -> {
                    var name = root + ":" + segment;
                    positions.put(name, text(redis.hget(name, "position")));
                    if (redis.exists("letters:" + projection.name() + ":" + segment) > 0) {
                        positions.put("letters of " + name, "some");
                    }
                });
                positions.putIfAbsent(root + ":0", "lost");
                return null;
            });
        }
        return positions;
    }

    private void verify(List<Violation> violations) {
        var answer = world.caller().send(0, Request.get("/admin/billing/verify"), load.administrator().token(), null, VERIFIED);
        if (answer.filter(one -> one.status() == 200 && one.node("ok").asBoolean()).isEmpty()) {
            violations.add(new Violation("The ledger is as it was written", "it doesn't verify", List.of(answer)));
        }
    }

    static boolean awaited(Duration atMost, BooleanSupplier condition) {
        long until = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }

    private static String text(byte[] value) {
        return value == null ? "lost" : new String(value, StandardCharsets.UTF_8);
    }
}
