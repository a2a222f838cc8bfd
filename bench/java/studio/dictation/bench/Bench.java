package studio.dictation.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import studio.dictation.app.DictationStudio;
import studio.dictation.query.engine.ProjectionEngine;

/**
 * Runs every measurement of one process and prints the table. Arguments: a data directory, which is filled, and optionally
 * how many events to replay.
 */
public final class Bench {
    private static final int EVENTS = 1_000_000;

    private Bench() {}

    /** Measures; the embedded stores live in the given directory. */
    public static void main(String[] args) throws Exception {
        var data = Path.of(args[0]);
        int events = args.length > 1 ? Integer.parseInt(args[1]) : EVENTS;
        Files.createDirectories(data);
        var report = new Report();
        var stripe = Webhooks.stripe();
        List<String> arguments = new ArrayList<>(
                List.of("--DATA_DIR=" + data, "--PORT=0", "--spring.main.log-startup-info=false"));
        arguments.addAll(Webhooks.arguments(stripe));
        try (ConfigurableApplicationContext service =
                DictationStudio.application().run(arguments.toArray(String[]::new))) {
            var learners = Learners.register(service, 200);
            var projections = service.getBean("runningProjections", SmartLifecycle.class);
            var postgres = service.getBean("commandPool", HikariDataSource.class);

            projections.stop();
            Commands.compare(service, postgres, learners, report);
            projections.start();
            service.getBean(ProjectionEngine.class).awaitReadable(Duration.ofMinutes(2));
            var browser = HttpLearner.register(service);
            Commands.withProjections(service, learners, browser, report);
            AuthenticatedReads.measure(service, browser, report);
            Catalog.measure(service, browser, report);
            Visibility.measure(service, learners, report);
            Autosave.measure(service, postgres, report);
            Histories.measure(service, report);
            Usage.measure(service, report);
            Webhooks.measure(service, stripe, report);
            Audit.measure(service, events, report);
            Rebuild.measure(service, postgres, events, report);
            projections.stop();
            Replay.compare(service, postgres, events, report);
            report.memory();
        }
        report.print();
        // The embedded stores stop with the process.
        System.exit(0);
    }
}
