package studio.dictation.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.rebuild.RebuildView;
import studio.dictation.app.rebuild.Rebuilds;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

/**
 * Rebuilds the learners' projection of many events: what clients notice of it at 100 requests per second, three reads to a save, and how
 * fast it is without them, beside the least that any filling has to do.
 */
final class Rebuild {
    private static final int CALLERS = 10;
    private static final Duration EVERY = Duration.ofMillis(1_000 * CALLERS / 100);
    private static final Duration BEFORE = Duration.ofSeconds(30);
    private static final UUID ADMIN = UUID.randomUUID();
    private static final Pattern LINE = Pattern.compile("line (-?\\d+)");

    private final Rebuilds rebuilds;
    private final LongAdder failed = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final ConcurrentLinkedQueue<Long> reads = new ConcurrentLinkedQueue<>();

    private Rebuild(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    static void measure(ApplicationContext service, HikariDataSource postgres, int events, Report report) throws Exception {
        var reader = service.getBean(EventReader.class);
        seed(postgres, reader, events);
        var engine = service.getBean(ProjectionEngine.class);
        Replay.awaitPosition(engine, reader.head());
        new Rebuild(service.getBean(Rebuilds.class)).measure(
                service,
                new RawFilling(service.getBean(StoreAddresses.class), service.getBean(RedisDatabases.class), postgres),
                reader,
                report);
    }

    private void measure(ApplicationContext service, RawFilling ceiling, EventReader reader, Report report) throws Exception {
        List<HttpLearner> learners = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            learners.add(HttpLearner.another(service));
        }
        load(learners, BEFORE);
        failed.reset();
        stale.reset();
        pending.reset();
        reads.clear();
        load(learners, BEFORE);
        var before = sorted();
        reads.clear();

        begin();
        long begun = System.nanoTime();
        load(learners, this::ended);
        double took = (System.nanoTime() - begun) / 1e9;
        var during = sorted();
        double goal = Math.max(2 * p99(before), 50);
        long events = reader.head().sequence();
        report.row("rebuild of %,d events under 100 requests per second, seconds".formatted(events), Report.number(took), "");
        report.row("  reads or saves that failed", Report.number((double) failed.sum()), "0");
        report.row("  reads older than what was acknowledged", Report.number((double) stale.sum()), "0");
        report.row("  saves whose answer did not wait long enough", Report.number((double) pending.sum()), "0");
        report.row("  p99 of reads before", Report.millis(before, 0.99), "");
        report.row("  p99 of reads during the rebuild", Report.millis(during, 0.99), "≤ %s ms".formatted(Report.number(goal)));
        var differences = last().differences();
        report.row("  keys that differ from the live data", differences == null ? "?" : Report.number(differences.count()), "0");

        double once = ceiling.perSecond();
        double raw = Math.max(once, ceiling.perSecond());
        // Nobody reads or writes any more.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        double rate = 0;
        for (int i = 0; i < 2; i++) {
            begin();
            long start = System.nanoTime();
            await(() -> !last().phase().equals("filling"));
            rate = Math.max(rate, events * 1e9 / (System.nanoTime() - start));
            await(this::ended);
        }
        report.row("read + parse + pipelined HSET of the same events, per second (ceiling), best of 2", Report.number(raw), "");
        report.row("rebuild without that load, 2 segments, events per second, best of 2", Report.number(rate), "");
        report.row("  ÷ ceiling", Report.number(rate / raw), "aim 0.75");
    }

    private void begin() {
        rebuilds.rebuild(ADMIN, Projections.LEARNERS.name(), "Measured", false);
    }

    private boolean ended() {
        var phase = last().phase();
        if (phase.equals("failed")) {
            throw new IllegalStateException(String.valueOf(last().problem()));
        }
        return phase.equals("done");
    }

    private RebuildView last() {
        var view = rebuilds.overview().find(Projections.LEARNERS.name()).orElseThrow().rebuild();
        if (view == null) {
            throw new IllegalStateException("There was no rebuild");
        }
        return view;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void load(List<HttpLearner> learners, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        load(learners, () -> System.nanoTime() - end > 0);
    }

    /** Each caller begins a request at its own fixed times, so that one that waits long doesn't lower the rate unnoticed. */
    private void load(List<HttpLearner> learners, BooleanSupplier ended) throws Exception {
        var over = new AtomicBoolean();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < learners.size(); i++) {
                int caller = i;
                callers.add(threads.submit(() -> {
                    call(http, learners.get(caller), caller, over);
                    return null;
                }));
            }
            while (!ended.getAsBoolean()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
            over.set(true);
            for (var caller : callers) {
                caller.get();
            }
        }
    }

    private void call(HttpClient http, HttpLearner learner, int caller, AtomicBoolean over) {
        var random = new SplittableRandom(caller);
        // Greater than all that were saved before.
        int saved = (int) (System.nanoTime() / 100_000_000);
        long next = System.nanoTime() + random.nextLong(EVERY.toNanos());
        for (int i = 0; !over.get(); i++) {
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            try {
                if (i % 4 == 0) {
                    save(http, learner.saveOne(++saved));
                } else {
                    read(http, learner.progress(), saved, next);
                }
            } catch (IOException e) {
                failed.increment();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            next += EVERY.toNanos();
        }
    }

    private void save(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            failed.increment();
        }
        if (answer.headers().firstValue("x-ds-projection").isPresent()) {
            pending.increment();
        }
    }

    private void read(HttpClient http, HttpRequest request, int saved, long due) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        reads.add(System.nanoTime() - due);
        if (answer.statusCode() != 200) {
            failed.increment();
            return;
        }
        var line = LINE.matcher(answer.body());
        if (!line.find() || Integer.parseInt(line.group(1)) < saved) {
            stale.increment();
        }
    }

    private long[] sorted() {
        return reads.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static double p99(long[] sorted) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * 0.99))] / 1e6;
    }

    private static void seed(HikariDataSource postgres, EventReader reader, int events) throws SQLException {
        var engine = new PostgresEventStorageEngine(
                postgres::getConnection, reader, EventNames.published(), EventDecoder.published(), Map.of());
        History.write(events, engine::appendEvents);
        try (var connection = postgres.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE event");
        }
    }
}
