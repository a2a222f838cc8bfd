package studio.dictation.query.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes that run the projections die, or stand still, in the middle of batches while events are appended. */
class KilledProcessIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(11, store.dataSource(), new AppendSignal());
    private final Random random = new Random(12);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void loseNothingAndCountNothingTwiceWhenKilled() {
        history.append(1_000);
        history.inBackground(5, () -> {
            for (int i = 0; i < 4; i++) {
                try (var process = new NodeProcess("process-" + i, redis, store.jdbcUrl())) {
                    awaitOwner("process-" + i);
                    awaitMoves(1 + random.nextInt(12));
                    process.kill();
                }
            }
        });
        try (var survivor = Node.started("survivor", redis, store.dataSource())) {
            assertWhole(survivor);
        }
    }

    @Test
    void haveTheirBatchesRefusedWhenTheyStoodStillForLongerThanTheirClaimLasts() {
        history.append(200);
        try (var process = new NodeProcess("stopped", redis, store.jdbcUrl())) {
            awaitOwner("stopped");
            history.inBackground(2, () -> {
                awaitMoves(3);
                process.pause();
                try (var other = Node.started("other", redis, store.dataSource())) {
                    await().atMost(Node.PATIENCE).until(() -> owners().equals(Set.of("other")));
                    awaitMoves(3);
                    process.resume();
                    awaitMoves(20);
                    assertThat(other.engine().states()).hasSize(4);
                }
            });
            try (var last = Node.started("last", redis, store.dataSource())) {
                assertWhole(last);
            }
        }
    }

    private void assertWhole(Node node) {
        node.assertEqualsReplay();
        for (var learner : history.learners()) {
            var studied = node.engine().reads("learners").hash(Key.user(learner.email())).text(Field.DURATION_DATA, "");
            var millis = history.studiedMillis(learner);
            assertThat(studied).startsWith(millis == 0 ? "" : "{\"duration\":" + Numbers.secondsText(millis) + ",");
        }
    }

    private void awaitOwner(String name) {
        await().atMost(Node.PATIENCE).until(() -> owners().equals(Set.of(name)));
    }

    private Set<String> owners() {
        return new HashSet<>(List.of(
                Positions.owner(redis, Projections.LEARNERS, 0), Positions.owner(redis, Projections.LEARNERS, 1)));
    }

    /** Waits until the data has moved on that often. */
    private void awaitMoves(int times) {
        for (int i = 0; i < times; i++) {
            List<String> before = Positions.of(redis, Projections.LEARNERS);
            await().atMost(Node.PATIENCE).pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO)
                    .until(() -> !Positions.of(redis, Projections.LEARNERS).equals(before));
        }
    }
}
