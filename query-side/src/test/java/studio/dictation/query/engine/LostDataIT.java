package studio.dictation.query.engine;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.redis.Reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Redis loses what it held, or gets an older state back, while events go on coming. */
class LostDataIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.own();
    private Node node = Node.started("a", redis, store.dataSource());
    private final GeneratedHistory history = new GeneratedHistory(1, store.dataSource(), node.signal());

    @AfterEach
    void close() {
        node.close();
        redis.close();
        store.close();
    }

    @Test
    void healsByItselfWhenEverythingOrOneDatabaseIsFlushedUnderLoad() {
        history.append(500);
        node.awaitCaughtUp();
        try (var reads = new Watching(node, history, 2)) {
            history.inBackground(4, () -> {
                for (int i = 0; i < 6; i++) {
                    var epoch = Positions.epoch(redis, Projections.LEARNERS);
                    if (i % 3 == 2) {
                        redis.in(Projections.LEARNERS.database()).flushdb();
                    } else {
                        redis.flushAll();
                    }
                    awaitAnotherEpoch(epoch);
                    reads.awaitSuccess();
                }
            });
            assertThat(reads.refused()).isPositive();
        }
        node.assertEqualsReplay();
        for (var learner : history.learners()) {
            assertThat(Watching.studiedMillis(node, learner)).isEqualTo(history.studiedMillis(learner));
        }
    }

    @Test
    void refusesReadsWhileDataIsMissing() {
        history.append(50);
        node.awaitCaughtUp();
        var learner = history.learners().getFirst();
        assertThat(node.engine().reads("learners").hash(Key.user(learner.email())).exists()).isTrue();
        node.engine().close();
        redis.flushAll();
        var accounts = new Reads.Listing(Key.USERS, Key.user(""), Key.progressIndex(""), List.of());
        for (var projection : Projections.ALL) {
            var reads = node.engine().reads(projection.name());
            assertThatThrownBy(() -> reads.hash(Key.user(learner.email()))).isInstanceOf(ProjectionUnavailable.class);
            assertThatThrownBy(() -> reads.strings(List.of(Key.revoked("x")))).isInstanceOf(ProjectionUnavailable.class);
            assertThatThrownBy(() -> reads.members(Key.CHANNELS)).isInstanceOf(ProjectionUnavailable.class);
            assertThatThrownBy(() -> reads.ranked(Key.USERS)).isInstanceOf(ProjectionUnavailable.class);
            assertThatThrownBy(() -> reads.page(accounts, null, 1, 1)).isInstanceOf(ProjectionUnavailable.class);
            assertThatThrownBy(() -> reads.page(accounts, learner.email(), 1, 1)).isInstanceOf(ProjectionUnavailable.class);
        }
        assertThat(node.engine().unavailable()).containsOnlyKeys("learners", "catalog", "sessions");
    }

    @Test
    void goesOnFromTheOlderPositionOfAnOlderCopyAndShowsNothingOlderMeanwhile() {
        history.append(300);
        node.awaitCaughtUp();
        var copy = redis.copy();
        history.append(300);
        node.awaitCaughtUp();
        var epoch = Positions.epoch(redis, Projections.LEARNERS);
        try (var reads = new Watching(node, history, 2)) {
            reads.awaitSuccess();
            history.inBackground(5, () -> {
                redis.stop();
                redis.start(copy);
                reads.awaitSuccess();
            });
            node.assertEqualsReplay();
        }
        assertThat(Positions.epoch(redis, Projections.LEARNERS)).as("not filled anew").isEqualTo(epoch);
        for (var learner : history.learners()) {
            assertThat(Watching.studiedMillis(node, learner)).isEqualTo(history.studiedMillis(learner));
        }
    }

    @Test
    void refusesReadsOfAnOlderCopyThatNobodyBringsUpToDate() {
        history.append(50);
        node.awaitCaughtUp();
        var copy = redis.copy();
        var learner = history.learners().getFirst();
        history.save(learner);
        node.awaitCaughtUp();
        var reads = node.engine().reads("learners");
        assertThat(reads.hash(Key.user(learner.email())).exists()).isTrue();
        node.engine().close();
        redis.stop();
        redis.start(copy);
        await().atMost(Node.PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> reads.hash(Key.user(learner.email())))
                .isInstanceOf(ProjectionUnavailable.class)
                .hasMessageContaining("behind"));
    }

    @Test
    void refusesReadsOfAnOlderCopyOnANodeThatReadNothingMeanwhile() {
        history.append(50);
        node.awaitCaughtUp();
        var learner = history.learners().getFirst();
        try (var other = new Node(Node.settings("b", 2, 40), redis, store.dataSource(), Projections.ALL)) {
            var reads = other.engine().reads("learners");
            assertThat(reads.hash(Key.user(learner.email())).exists()).isTrue();
            var copy = redis.copy();
            history.save(learner);
            node.awaitCaughtUp();
            node.engine().close();
            redis.stop();
            redis.start(copy);
            await().atMost(Node.PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> reads.hash(Key.user(learner.email())))
                    .isInstanceOf(ProjectionUnavailable.class)
                    .hasMessageContaining("behind"));
        }
    }

    @Test
    void goesOnAfterRedisWasAwayForAWhile() {
        history.append(100);
        node.awaitCaughtUp();
        var copy = redis.copy();
        redis.stop();
        long cpu = cpuOfWorkers();
        history.append(300);
        assertThatThrownBy(() -> node.engine().reads("sessions").strings(List.of(Key.revoked("x"))))
                .isInstanceOf(ProjectionUnavailable.class);
        await().atMost(Node.PATIENCE).until(() -> node.engine().states().stream()
                .allMatch(state -> state.condition() == SegmentState.Condition.FAILING));
        assertThat(Duration.ofNanos(cpuOfWorkers() - cpu)).as("no busy loop").isLessThan(Duration.ofMillis(500));
        redis.start(copy);
        node.assertEqualsReplay();
        node.awaitWorking();
        assertThat(node.engine().states()).allSatisfy(state -> assertThat(state.problem()).isNull());
    }

    @Test
    void isNotMistakenForSomebodyElsesDataByNodesThatStartTogether() throws Exception {
        node.close();
        for (int i = 0; i < 5; i++) {
            redis.flushAll();
            try (var together = Executors.newFixedThreadPool(3)) {
                var starts = List.of("a", "b", "c").stream()
                        .map(name -> together.submit(() -> Node.started(name, redis, store.dataSource())))
                        .toList();
                for (var start : starts) {
                    node = start.get();
                    node.close();
                }
            }
        }
    }

    private static long cpuOfWorkers() {
        var threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("projection-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }

    private void awaitAnotherEpoch(String epoch) {
        await().atMost(Node.PATIENCE).until(() -> {
            var now = Positions.epoch(redis, Projections.LEARNERS);
            return !now.isEmpty() && !now.equals(epoch);
        });
    }

    /** Reads all the time and remembers the most it has seen: nothing may ever be less. */
    private static final class Watching implements AutoCloseable {
        private final ExecutorService threads;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Watching(Node node, GeneratedHistory history, int count) {
            threads = Executors.newFixedThreadPool(count);
            for (int i = 0; i < count; i++) {
                var learner = history.learners().get(i);
                threads.execute(() -> watch(node, learner));
            }
        }

        static long studiedMillis(Node node, GeneratedHistory.Learner learner) {
            var account = node.engine().reads("learners").hash(Key.user(learner.email()), Field.EMAIL, Field.DURATION_DATA);
            assertThat(account.text(Field.EMAIL)).isEqualTo(learner.email());
            var studied = account.text(Field.DURATION_DATA);
            if (studied == null) {
                return 0;
            }
            var seconds = studied.substring("{\"duration\":".length(), studied.indexOf(','));
            return new BigDecimal(seconds).movePointRight(3).longValueExact();
        }

        int refused() {
            return refused.get();
        }

        /** Waits for reads that begin after now. */
        void awaitSuccess() {
            int before = answered.get();
            await().atMost(Node.PATIENCE).until(() -> answered.get() > before + 4 || failure.get() != null);
        }

        private void watch(Node node, GeneratedHistory.Learner learner) {
            long most = 0;
            while (!ended.get() && failure.get() == null) {
                try {
                    long now = studiedMillis(node, learner);
                    assertThat(now).isGreaterThanOrEqualTo(most);
                    most = now;
                    assertThat(node.engine().reads("catalog").members(Key.CHANNELS)).hasSize(3);
                    answered.incrementAndGet();
                } catch (ProjectionUnavailable e) {
                    refused.incrementAndGet();
                } catch (RuntimeException | AssertionError e) {
                    failure.set(e);
                }
            }
        }

        @Override
        public void close() {
            ended.set(true);
            threads.close();
            var failed = failure.get();
            if (failed != null) {
                throw new AssertionError("A read told something untrue", failed);
            }
        }
    }
}
