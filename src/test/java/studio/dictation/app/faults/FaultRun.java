package studio.dictation.app.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Cycles of load, faults, recovery and judgement, until something is found that may never happen. */
final class FaultRun implements AutoCloseable {
    private static final Duration STARTED = Duration.ofMinutes(4);
    private static final Duration RECOVERED = Duration.ofMinutes(3);
    private static final int LEDGER_EVERY = 10;

    private final Schedule schedule;
    private final PrintStream out;
    private final Random random;
    private final World world;
    private final Load load;
    private final Rebuilding rebuilds;
    private final Judge judge;
    private final Map<String, Integer> hit = new TreeMap<>();
    private int cycle;

    private FaultRun(Schedule schedule, long seed, int learners, PrintStream out, World world) {
        this.schedule = schedule;
        this.out = out;
        this.random = new Random(seed);
        this.world = world;
        this.load = new Load(world, seed, learners);
        this.rebuilds = new Rebuilding(world.caller(), load.administrator());
        this.judge = new Judge(world, load);
    }

    /** Starts everything; the load begins at once, faults with the first cycle. */
    static FaultRun start(Path folder, long seed, Schedule schedule, int learners, boolean ownDisk, PrintStream out)
            throws IOException {
        var world = new World(folder, ownDisk);
        try {
            if (!Judge.awaited(STARTED, world::isReady)) {
                throw new IllegalStateException("The services don't start within " + STARTED);
            }
            return new FaultRun(schedule, seed, learners, out, world);
        } catch (RuntimeException | Error failed) {
            try (world) {
                throw failed;
            }
        }
    }

    /** So many cycles, or up to the first in which something is found. */
    List<Violation> run(int cycles) {
        for (int i = 0; i < cycles; i++) {
            var violations = cycle(i == cycles - 1);
            if (!violations.isEmpty()) {
                world.keep();
                return violations;
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        // Clients first: without services they would only wait.
        try (world) {
            load.close();
            judge.close();
        }
    }

    /** What was done up to now. */
    String summary() {
        var writes = load.writes();
        return ("%d cycles, %d commands acknowledged, %d refused, %d without a clear answer, %d reads, %d events;"
                + " services killed or paused amid rebuilds: %s").formatted(cycle,
                writes.stream().filter(write -> write.outcome().isAcknowledged()).count(),
                writes.stream().filter(write -> write.outcome() == Write.Outcome.REFUSED).count(),
                writes.stream().filter(write -> write.outcome() == Write.Outcome.UNKNOWN).count(),
                load.reads().size(), judge.events(), hit);
    }

    private List<Violation> cycle(boolean last) {
        cycle++;
        long begun = System.nanoTime();
        var faults = schedule.next();
        world.prepare(faults);
        pause(Duration.ofMillis(random.nextInt(300, 900)));
        var violations = new ArrayList<Violation>();
        carryOut(faults, violations);
        long undone = System.nanoTime();
        boolean recovered = Judge.awaited(RECOVERED, () -> {
            world.ended().forEach(output -> violations.add(new Violation("A service that nobody kills goes on", output, List.of())));
            return world.isReady() && rebuilds.areOver();
        });
        violations.addAll(rebuilds.failed());
        long ready = System.nanoTime();
        if (recovered) {
            load.whilePaused(() -> violations.addAll(judge.violations(last, last || cycle % LEDGER_EVERY == 0)));
        } else {
            violations.add(new Violation("Everything goes on by itself", "not ready within " + RECOVERED, List.of()));
        }
        long judged = System.nanoTime();
        out.printf("cycle %d: %s; %.1f s, ready after %.1f s, judged in %.1f s%s%n", cycle, faults, seconds(begun, undone),
                seconds(undone, ready), seconds(ready, judged), violations.isEmpty() ? "" : ": " + violations.size() + " VIOLATIONS");
        return violations;
    }

    /** Each begins and ends at its own instant. */
    private void carryOut(List<Fault> faults, List<Violation> violations) {
        record Step(Duration at, Runnable act) {}
        var steps = new ArrayList<Step>();
        boolean answers = faults.stream().map(fault -> fault.kind().target())
                .noneMatch(target -> target == Fault.Target.POSTGRES || target == Fault.Target.BOTH_STORES);
        for (var fault : faults) {
            steps.add(new Step(fault.after(), switch (fault.kind().target()) {
                case PROJECTION -> () -> violations.addAll(rebuilds.ask(fault));
                case SERVICE -> () -> {
                    var phases = answers ? world.rebuilding() : List.<String>of();
                    world.begin(fault);
                    phases.forEach(phase -> hit.merge(phase, 1, Integer::sum));
                };
                case POSTGRES, REDIS, BOTH_STORES -> () -> world.begin(fault);
            }));
            steps.add(new Step(fault.after().plus(fault.lasts()), () -> world.end(fault)));
        }
        steps.sort((one, other) -> one.at.compareTo(other.at));
        long from = System.nanoTime();
        for (var step : steps) {
            pause(step.at.minusNanos(System.nanoTime() - from));
            step.act.run();
        }
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double seconds(long from, long until) {
        return (until - from) / 1e9;
    }
}
