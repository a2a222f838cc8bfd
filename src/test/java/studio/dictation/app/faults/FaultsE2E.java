package studio.dictation.app.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The short version; {@code bench/faults} is the long one. */
class FaultsE2E {
    private static final long SEED = 7;
    private static final int CYCLES = 7;
    private static final int LEARNERS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void breakNoLaw() throws Exception {
        IO.println("Faults by seed " + SEED);
        try (var run = FaultRun.start(folder, SEED, Schedule.brief(SEED), LEARNERS, false, System.out)) {
            assertThat(run.run(CYCLES)).as("seed %d, data in %s", SEED, folder).isEmpty();
            IO.println(run.summary());
        }
    }
}
