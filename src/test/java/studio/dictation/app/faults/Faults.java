package studio.dictation.app.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The long version. Arguments: a folder for the data, which stay if anything is found; how many cycles; {@code --seed n}, else any; and
 * {@code --disk} where the process may mount a file system to fill it.
 */
final class Faults {
    private static final int LEARNERS = 6;
    private static final int CYCLES = 200;
    private static final int SHOWN_OF_EACH_LAW = 3;

    private Faults() {}

    static void main(String... arguments) throws Exception {
        var folder = Files.createDirectories(Path.of(arguments[0])).toRealPath();
        int cycles = CYCLES;
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        boolean disk = false;
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--disk" -> disk = true;
                default -> cycles = Integer.parseInt(arguments[i]);
            }
        }
        IO.println("seed " + seed);
        if (!disk) {
            IO.println("No disk is filled: this process may not mount a file system.");
        }
        boolean found;
        try (var run = FaultRun.start(folder, seed, Schedule.of(seed, disk), LEARNERS, disk, System.out)) {
            var violations = run.run(cycles);
            found = !violations.isEmpty();
            IO.println(run.summary());
            violations.stream().collect(Collectors.groupingBy(Violation::law)).values()
                    .forEach(ofLaw -> ofLaw.stream().limit(SHOWN_OF_EACH_LAW).forEach(IO::println));
            IO.println(found ? "%d violations by seed %d; the data are in %s".formatted(violations.size(), seed, folder) : "No violation.");
        }
        System.exit(found ? 1 : 0);
    }
}
