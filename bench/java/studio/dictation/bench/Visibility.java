package studio.dictation.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.query.engine.Arrivals;
import studio.dictation.query.engine.Expected;
import studio.dictation.query.engine.ProjectionEngine;

/** From a command's commit to the moment its event is told to be visible in Redis, at half of the possible load. */
final class Visibility {
    private static final int CALLERS = 32;
    private static final Duration SEARCH = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private Visibility() {}

    static void measure(ApplicationContext service, Learners learners, Report report) throws Exception {
        var commands = service.getBean(CommandGateway.class);
        var arrivals = service.getBean(ProjectionEngine.class).arrivals();
        double most = Load.perSecond(CALLERS, SEARCH, (caller, random) -> await(
                commands, arrivals, learners, caller, random));
        double rate = most / 2;
        var nanos = new ConcurrentLinkedQueue<Long>();
        long begin = System.nanoTime();
        long interval = (long) (1e9 / rate);
        long count = (long) (rate * MEASURED.toSeconds());
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                running.add(callers.submit(() -> {
                    var random = new SplittableRandom(caller);
                    // Each call has its time on a fixed timetable, so a slow answer delays no measurement.
                    for (long turn = caller; turn < count; turn += CALLERS) {
                        LockSupport.parkNanos(begin + turn * interval - System.nanoTime());
                        nanos.add(await(commands, arrivals, learners, caller, random));
                    }
                    return null;
                }));
            }
            for (var call : running) {
                call.get();
            }
        }
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        report.row("load for the next two rows: commands per second", Report.number(rate), "half of the possible");
        report.row("accepted → visible, p50", Report.millis(sorted, 0.50), "≤ 20 ms");
        report.row("accepted → visible, p99", Report.millis(sorted, 0.99), "≤ 100 ms");
        report.row("accepted → visible, worst of " + sorted.length, Report.millis(sorted, 1), "");
    }

    private static long await(
            CommandGateway commands, Arrivals arrivals, Learners learners, int caller, SplittableRandom random) {
        int learner = random.nextInt(learners.count() / CALLERS) * CALLERS + caller;
        var answer = new CompletableFuture<CommandResultMessage<?>>();
        commands.send(learners.save(learner), (command, result) -> answer.complete(result));
        var expected = Arrays.stream(String.valueOf(answer.join().getMetaData().get("expectations"))
                        .split(",", -1))
                .map(Expected::parse)
                .toList();
        long accepted = System.nanoTime();
        if (arrivals.await(expected, Duration.ofSeconds(10)) != Arrivals.Result.VISIBLE) {
            throw new IllegalStateException("Not visible after ten seconds");
        }
        return System.nanoTime() - accepted;
    }
}
