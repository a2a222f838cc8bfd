package studio.dictation.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.EventStoreSchema;
import studio.dictation.eventstore.PostgresEventStorageEngine;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.EngineObserver;
import studio.dictation.query.engine.EngineSettings;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

/** Filling the learners' projection from zero, against the least that any such filling has to do. */
final class Replay {
    private static final int DATABASE = 12;
    private static final int ROUNDS = 3;
    private final StoreAddresses stores;
    private final RedisDatabases redis;
    private final HikariDataSource postgres;
    private final int events;
    private final RawFilling ceiling;

    private Replay(ApplicationContext service, HikariDataSource server, int events) throws SQLException {
        this.stores = service.getBean(StoreAddresses.class);
        this.redis = service.getBean(RedisDatabases.class);
        this.events = events;
        this.postgres = databaseOfItsOwn(server);
        this.ceiling = new RawFilling(stores, redis, postgres);
    }

    static void compare(ApplicationContext service, HikariDataSource server, int events, Report report)
            throws SQLException {
        var replay = new Replay(service, server, events);
        try (replay.postgres) {
            replay.seed();
            replay.run(report);
        }
    }

    private void run(Report report) throws SQLException {
        var raw = new double[ROUNDS];
        var one = new double[ROUNDS];
        var two = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            raw[i] = ceiling.perSecond();
            one[i] = projectionRate(1);
            two[i] = projectionRate(2);
        }
        report.row(
                "read + parse + pipelined HSET of " + Report.number(events) + " events, per second (ceiling), best of "
                        + ROUNDS,
                Report.number(best(raw)),
                "");
        report.row("replay into the learners' projection, 1 segment, events per second", Report.number(best(one)), "");
        report.row("  ÷ ceiling", Report.number(best(one) / best(raw)), "≥ 0.50, aim 0.75");
        report.row("replay, 2 segments, events per second", Report.number(best(two)), "");
        report.row("  ÷ ceiling", Report.number(best(two) / best(raw)), "≥ 0.50, aim 0.75");
    }

    private double projectionRate(int segments) {
        var head = reader().head();
        var engine = new ProjectionEngine(
                List.of(Projections.LEARNERS.in(DATABASE)),
                EngineSettings.of(UUID.randomUUID().toString(), segments),
                redis,
                reader(),
                EventDecoder.published(),
                EventNames.published(),
                new AppendSignal(),
                Clock.systemUTC(),
                EngineObserver.NONE);
        long begin = System.nanoTime();
        try (engine) {
            engine.start();
            awaitPosition(engine, head);
            return events * 1e9 / (System.nanoTime() - begin);
        } finally {
            flush();
        }
    }

    /** Waits until every segment has written that position, or a later one. */
    static void awaitPosition(ProjectionEngine engine, EventPosition position) {
        while (!engine.states().stream()
                .allMatch(state -> state.position() != null
                        && EventPosition.parse(state.position()).compareTo(position) >= 0)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private void seed() {
        var engine = new PostgresEventStorageEngine(
                postgres::getConnection,
                reader(),
                EventNames.published(),
                EventDecoder.published(),
                Map.of());
        History.write(events, engine::appendEvents);
        try (var connection = postgres.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE event");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private EventReader reader() {
        return new EventReader(postgres);
    }

    private void flush() {
        try (var connection = redis.factory(DATABASE).getConnection()) {
            connection.serverCommands().flushDb();
        }
    }

    private HikariDataSource databaseOfItsOwn(HikariDataSource server) throws SQLException {
        try (var connection = server.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS replay");
            statement.execute("CREATE DATABASE replay");
        }
        var config = new HikariConfig();
        config.setJdbcUrl(stores.postgres().url().replaceFirst("/[^/?]+(\\?|$)", "/replay$1"));
        config.setUsername(stores.postgres().user());
        var password = stores.postgres().password();
        config.setPassword(password == null ? null : password.value());
        config.setMaximumPoolSize(8);
        try (var plain = new HikariDataSource(config)) {
            EventStoreSchema.migrate(plain);
        }
        config.setConnectionInitSql(EventStoreSchema.SESSION_INIT);
        return new HikariDataSource(config);
    }

    private static double best(double[] rates) {
        return Arrays.stream(rates).max().orElseThrow();
    }
}
