package studio.dictation.app.health;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import studio.dictation.app.ledger.SealedStore;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What health says of the ledger's seals: it can be used in each of these states. */
class LedgerHealthIT {
    private static final UUID ANN = UUID.randomUUID();
    private static final Duration LATE = Duration.ofSeconds(61);

    private final PostgresTestStore database = PostgresTestStore.create();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isLateWhenAnEntryHasWaitedForItsSealForMoreThanAMinute() throws IOException {
        var store = store();
        store.append("membership:" + ANN, 0, ANN);

        says(after(store, Duration.ofMinutes(1)), Map.of("oldestUnsealedEntry", "PT1M", "sealing", "in time"));
        says(after(store, LATE), Map.of("oldestUnsealedEntry", "PT1M1S", "sealing", "late"));
        store.seal();
        says(after(store, LATE), Map.of("sealing", "in time"));
    }

    @Test
    void isRefusedUponASealThatIsNotProven() throws IOException {
        var store = store();
        store.append("membership:" + ANN, 0, ANN);
        store.seal();
        store.execute("UPDATE ledger_seal SET root = sha256(root)");
        store.append("membership:" + ANN, 1, ANN);

        says(after(store, LATE), Map.of("sealing", "refused: verify the ledger"));
    }

    private SealedStore store() {
        return new SealedStore(database.dataSource(), folder.resolve("roots.jsonl"));
    }

    private static Health after(SealedStore store, Duration time) {
        return new LedgerHealthIndicator(store.sealer(SealedStore.KEY, Clock.offset(SealedStore.CLOCK, time))).health();
    }

    private static void says(Health health, Map<String, Object> details) {
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).isEqualTo(details);
    }
}
