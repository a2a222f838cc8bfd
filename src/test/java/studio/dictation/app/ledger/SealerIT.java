package studio.dictation.app.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.eventstore.PostgresTestStore;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class SealerIT {
    private static final UUID ANN = UUID.randomUUID();
    private static final String ANNS = "membership:" + ANN;

    private final PostgresTestStore database = PostgresTestStore.create();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sealsInOneChainFromAnyNumberOfNodesAtOnce() throws Exception {
        var nodes = List.of(node("a"), node("b"), node("c"));
        var barrier = new CyclicBarrier(nodes.size() + 1);
        List<Future<Void>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(nodes.size() + 1)) {
            for (var node : nodes) {
                running.add(threads.submit((Callable<Void>) () -> {
                    barrier.await();
                    for (int i = 0; i < 60; i++) {
                        node.sealer.run();
                    }
                    return null;
                }));
            }
            barrier.await();
            for (int i = 0; i < 200; i++) {
                nodes.getFirst().append(ANNS, i, ANN);
            }
            for (var node : running) {
                node.get();
            }
        }
        for (var node : nodes) {
            node.sealer.run();
            var verification = node.verify();
            assertThat(verification.findings()).isEmpty();
            assertThat(verification.entries()).isEqualTo(200);
            assertThat(verification.unsealed()).isZero();
            assertThat(Files.readAllLines(node.rootsFile)).hasSizeLessThanOrEqualTo((int) verification.seals()).isNotEmpty();
        }
    }

    @Test
    void writesNothingWhileThereIsNothingNew() throws IOException {
        var node = node("a");
        node.sealer.run();
        assertThat(node.rootsFile).doesNotExist();
        node.append(ANNS, 0, ANN);
        node.append("progress:" + ANN, 0, ANN);
        node.sealer.run();
        node.append("progress:" + ANN, 1, ANN);
        node.sealer.run();
        assertThat(node.verify().seals()).isEqualTo(1);
    }

    @Test
    void makesSeveralSealsOfMoreThanOneHolds() throws IOException {
        var node = node("a");
        for (int i = 0; i < Sealer.ENTRIES + 10; i++) {
            node.append(ANNS, i, ANN);
        }
        node.sealer.run();
        assertThat(node.verify()).isEqualTo(new Verification(true, Sealer.ENTRIES + 10, 0, 2, List.of(), 0));
        assertThat(Files.readAllLines(node.rootsFile)).singleElement().asString().contains("\"number\":2");
    }

    @Test
    void sealsNoEntryThatAnotherOneCanStillComeBefore() throws Exception {
        var node = node("a");
        try (var open = database.dataSource().getConnection(); var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            node.append(ANNS, 0, ANN);
            node.sealer.run();
            assertThat(node.seals.newest()).isEmpty();
            assertThat(node.sealer.oldestUnsealed()).contains(Duration.ZERO);
            open.rollback();
            open.setAutoCommit(true);
        }
        node.sealer.run();
        assertThat(node.verify().unsealed()).isZero();
        assertThat(node.sealer.oldestUnsealed()).isEmpty();
    }

    @Test
    void writesTheRootLaterWhenTheProcessEndedBetweenTheSealAndTheFile() throws IOException {
        var node = node("a");
        node.append(ANNS, 0, ANN);
        node.sealer.run();
        node.append(ANNS, 1, ANN);
        node.sealer.seal();
        assertThat(Files.readAllLines(node.rootsFile)).hasSize(1);
        Files.writeString(node.rootsFile, "{\"number\":2,\"sealedA", StandardOpenOption.APPEND);
        node.sealer().run();
        assertThat(Files.readAllLines(node.rootsFile)).hasSize(2);
        assertThat(node.verify().ok()).isTrue();
    }

    @Test
    void notesInItsFileWhatOtherNodesHaveSealed() throws IOException {
        var a = node("a");
        var b = node("b");
        a.append(ANNS, 0, ANN);
        a.sealer.run();
        b.sealer.run();
        a.append(ANNS, 1, ANN);
        a.sealer.run();
        b.sealer.run();
        assertThat(Files.readString(b.rootsFile)).isEqualTo(Files.readString(a.rootsFile));
    }

    @Test
    void goesOnInANewGenerationOfTheStore() throws IOException {
        var node = node("a");
        node.append(ANNS, 0, ANN);
        node.sealer.run();
        node.execute("UPDATE event_generation SET system_identifier = 1");
        try (var pool = database.openPool()) {
            var restored = new SealedStore(pool, node.rootsFile);
            restored.append(ANNS, 1, ANN);
            restored.sealer.run();
            assertThat(restored.verify()).isEqualTo(new Verification(true, 2, 0, 2, List.of(), 0));
        }
    }

    @Test
    void sealsNothingUponASealThatIsNotItsOwn() throws IOException {
        var node = node("a");
        node.append(ANNS, 0, ANN);
        node.sealer.run();
        for (var forged : List.of("7, last_entry", "2, '9:9:9:00000000-0000-0000-0000-000000000000'", "2, 'x'")) {
            node.execute("INSERT INTO ledger_seal (number, last_entry, sealed_at, entries, first_entry, previous, root, leaves_hash, key,"
                    + " signature, leaves) SELECT " + forged + ", sealed_at, entries, first_entry, previous, root, leaves_hash, key,"
                    + " signature, leaves FROM ledger_seal WHERE number = 1");
            node.append(ANNS, node.jdbc.sql("SELECT count(*) FROM event").query(Long.class).single(), ANN);
            node.sealer.run();
            assertThat(node.sealer.isRefusing()).isTrue();
            assertThat(node.seals.count(0, Long.MAX_VALUE)).isEqualTo(2);
            assertThat(Files.readAllLines(node.rootsFile)).hasSize(1);
            node.execute("DELETE FROM ledger_seal WHERE number > 1");
        }
        node.sealer.run();
        assertThat(node.sealer.isRefusing()).isFalse();
        assertThat(node.verify()).isEqualTo(new Verification(true, 4, 0, 2, List.of(), 0));
    }

    @Test
    void sealsNothingWhileASealBeforeIsMissing() throws IOException {
        var node = node("a");
        for (int i = 0; i < 2; i++) {
            node.append(ANNS, i, ANN);
            node.sealer.run();
        }
        node.execute("DELETE FROM ledger_seal WHERE number = 1");
        node.append(ANNS, 2, ANN);
        var restarted = node.sealer();
        restarted.run();
        assertThat(restarted.isRefusing()).isTrue();
        assertThat(restarted.oldestUnsealed()).isEmpty();
    }

    @Test
    void goesOnUnderANewKeyWhereTheFormerOneIsStillTrusted() throws IOException {
        var node = node("a");
        var key = Ed25519.generate();
        var former = SealedStore.KEY.getPublic();
        node.append(ANNS, 0, ANN);
        node.sealer.run();
        node.append(ANNS, 1, ANN);

        var forgetful = node.sealer(key, SealedStore.CLOCK);
        forgetful.run();
        assertThat(forgetful.isRefusing()).isTrue();
        assertThat(node.verify().unsealed()).isEqualTo(1);

        node.sealer(key, SealedStore.CLOCK, former).run();
        assertThat(node.verifier(key, former).verify(null)).isEqualTo(new Verification(true, 2, 0, 2, List.of(), 0));
        assertThat(node.verifier(key).verify(null).findings()).extracting(Finding::kind, Finding::seal)
                .containsExactly(tuple(Finding.Kind.UNKNOWN_KEY, 1L));
    }

    @Test
    void goesOnAfterWhatIsNoExceptionAndTellsOfItOnce() {
        var node = node("a");
        var times = new AtomicInteger(3);
        var thread = new SealerThread(node.sealer(SealedStore.KEY, new Clock() {
            @Override
            public Instant instant() {
                if (times.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("for a moment");
                }
                return SealedStore.NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        }), Duration.ofMillis(20), true);
        node.append(ANNS, 0, ANN);

        try (var log = new CapturedLog()) {
            thread.start();
            await().atMost(10, SECONDS).until(() -> log.lines().contains("The ledger is being sealed again"));

            assertThat(log.lines()).containsOnlyOnce(
                    "The ledger can't be sealed, which is tried again and again: java.lang.OutOfMemoryError");
        } finally {
            thread.stop();
        }
        assertThat(node.verify()).isEqualTo(new Verification(true, 1, 0, 1, List.of(), 0));
    }

    @Test
    void sealsAtItsIntervalUntilItIsStopped() {
        var node = node("a");
        var thread = new SealerThread(node.sealer, Duration.ofMillis(100), true);
        thread.start();
        node.append(ANNS, 0, ANN);
        await().atMost(10, SECONDS).until(() -> node.verify().seals() == 1);
        thread.stop();
        assertThat(thread.isRunning()).isFalse();
    }

    private SealedStore node(String name) {
        return new SealedStore(database.dataSource(), folder.resolve(name));
    }
}
