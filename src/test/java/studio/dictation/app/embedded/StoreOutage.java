package studio.dictation.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Takes away the stores of a running service and gives them back, at the same addresses and with the same data. */
public final class StoreOutage {
    private final Path dataDir;
    private final Binaries binaries;

    public StoreOutage(Path dataDir) {
        this.dataDir = dataDir;
        this.binaries = new Binaries(dataDir);
    }

    public void stopRedis() {
        carryOut(() -> new ServerProcesses("redis-server", dataDir.resolve("redis")).stop("TERM"));
    }

    public void startRedis() {
        carryOut(() -> Command.of(binaries.redis().toString(), dataDir.resolve("redis.conf").toString()).run());
    }

    public void stopPostgres() {
        carryOut(() -> new ServerProcesses("postgres", dataDir.resolve("postgres")).stop("INT"));
    }

    public void startPostgres() {
        carryOut(() -> Command.unprivileged(binaries.postgres().resolve("bin").resolve("pg_ctl"), "start", "--wait", "--silent",
                "--pgdata=" + dataDir.resolve("postgres"), "--log=" + dataDir.resolve("postgres.log")).run());
    }

    private static void carryOut(Step step) {
        try {
            step.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
