package studio.dictation.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.settings.PostgresAddress;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.engine.ProjectionEngine;

/** Commands to commit, against plain inserts to commit, by the same number of callers on the same server. */
final class Commands {
    private static final int CALLERS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 5;

    private Commands() {}

    static void compare(
            ApplicationContext service, HikariDataSource postgres, Learners learners, Report report) throws Exception {
        createTarget(postgres);
        try (var plain = poolOfCallers(service.getBean(StoreAddresses.class).postgres())) {
            compare(service.getBean(CommandGateway.class), plain, learners, report);
        }
    }

    private static void compare(
            CommandGateway commands, HikariDataSource plain, Learners learners, Report report)
            throws Exception {
        Load.perSecond(CALLERS, WARM_UP, save(commands, learners));
        Load.perSecond(CALLERS, ROUND, insert(plain));
        var saved = new double[ROUNDS];
        var inserted = new double[ROUNDS];
        var ratio = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            inserted[i] = Load.perSecond(CALLERS, ROUND, insert(plain));
            saved[i] = Load.perSecond(CALLERS, ROUND, save(commands, learners));
            ratio[i] = saved[i] / inserted[i];
        }
        report.row("plain INSERT + commit per second, 32 callers (ceiling)", Report.number(median(inserted)), "");
        report.row("save progress per second, 32 callers, to commit, projections stopped", Report.number(median(saved)), "");
        report.row(
                "  ÷ ceiling, median of " + ROUNDS + " rounds (" + all(ratio) + ")",
                Report.number(median(ratio)),
                "≥ 0.70, aim 0.85");
    }

    static void withProjections(
            ApplicationContext service, Learners learners, HttpLearner browser, Report report) throws Exception {
        var commands = service.getBean(CommandGateway.class);
        report.row(
                "save progress per second, 32 callers, to commit, projections running",
                Report.number(Load.perSecond(CALLERS, ROUND.multipliedBy(2), save(commands, learners))),
                "");
        Replay.awaitPosition(
                service.getBean(ProjectionEngine.class), service.getBean(EventReader.class).head());
        overHttp(browser, report);
    }

    private static Load.Work save(CommandGateway commands, Learners learners) {
        return (caller, random) -> {
            // A learner belongs to one caller, as a person has one keyboard.
            int learner = random.nextInt(learners.count() / CALLERS) * CALLERS + caller;
            commands.sendAndWait(learners.save(learner));
        };
    }

    private static Load.Work insert(HikariDataSource postgres) {
        var payload = new byte[420];
        var metadata = new byte[220];
        return (caller, random) -> {
            random.nextBytes(payload);
            random.nextBytes(metadata);
            try (var connection = postgres.getConnection()) {
                connection.setAutoCommit(false);
                try (var statement = connection.prepareStatement("INSERT INTO bench.plain (event_id, stream_id,"
                        + " stream_sequence, name, payload, metadata) VALUES (?, ?, ?, ?, ?, ?)")) {
                    statement.setObject(1, UUID.randomUUID());
                    statement.setString(2, "progress:" + caller);
                    statement.setLong(3, random.nextLong());
                    statement.setString(4, "progress.ProgressSaved");
                    statement.setBytes(5, payload);
                    statement.setBytes(6, metadata);
                    statement.executeUpdate();
                }
                connection.commit();
            }
        };
    }

    /** A connection for every caller of the plain inserts, so that they wait for the server alone. */
    private static HikariDataSource poolOfCallers(PostgresAddress postgres) {
        var config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        var password = postgres.password();
        config.setPassword(password == null ? null : password.value());
        config.setMaximumPoolSize(CALLERS);
        return new HikariDataSource(config);
    }

    private static void createTarget(HikariDataSource postgres) throws SQLException {
        try (var connection = postgres.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
            statement.execute("CREATE TABLE IF NOT EXISTS bench.plain (sequence bigint GENERATED ALWAYS AS IDENTITY"
                    + " PRIMARY KEY, event_id uuid NOT NULL, stream_id text NOT NULL, stream_sequence bigint NOT NULL,"
                    + " name text NOT NULL, payload bytea NOT NULL, metadata bytea NOT NULL)");
        }
    }

    private static void overHttp(HttpLearner learner, Report report) throws Exception {
        var http = HttpClient.newHttpClient();
        Load.Work save = (caller, random) -> {
            var answer = http.send(learner.save(random), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("HTTP " + answer.statusCode() + " " + answer.body());
            }
        };
        Load.perSecond(CALLERS, ROUND.multipliedBy(2), save);
        report.row(
                "save progress per second over HTTP, 32 callers, wait for visibility included",
                Report.number(Load.perSecond(CALLERS, ROUND, save)),
                "");
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String all(double[] values) {
        return String.join(", ", Arrays.stream(values).mapToObj(Report::number).toList());
    }
}
