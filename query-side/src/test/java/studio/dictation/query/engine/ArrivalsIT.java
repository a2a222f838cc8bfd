package studio.dictation.query.engine;

import io.lettuce.core.KillArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers wait until what they caused can be seen. */
class ArrivalsIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(14, store.dataSource(), new AppendSignal());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Projection> waiting = Faults.whenHandled(save -> {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    });

    @AfterEach
    void close() {
        gate.countDown();
        store.close();
    }

    @Test
    void areToldOnEveryNodeWhenAnEventIsVisible() {
        try (var worker = Node.started("worker", redis, store.dataSource())) {
            worker.awaitCaughtUp();
            try (var other = Node.started("other", redis, store.dataSource())) {
                await().atMost(Node.PATIENCE).until(() -> other.engine().unavailable().isEmpty());
                for (int i = 0; i < 50; i++) {
                    var learner = history.register();
                    var save = history.save(learner);
                    assertThat(arrival(i % 2 == 0 ? worker : other, save)).isEqualTo(Arrivals.Result.VISIBLE);
                    assertThat(other.engine().reads("learners").hash(Key.user(learner.email())).text(Field.DURATION_DATA))
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void arePendingWhileTheEventHasNotArrivedAndFindItLater() {
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), waiting)) {
            node.awaitCaughtUp();
            var save = history.save(history.learners().getFirst());
            assertThat(node.engine().arrivals().await(expected(node, save), Duration.ofMillis(50)))
                    .isEqualTo(Arrivals.Result.PENDING);
            gate.countDown();
            assertThat(arrival(node, save)).isEqualTo(Arrivals.Result.VISIBLE);
        }
    }

    @Test
    void areFoundByALookAtThePositionsWhenTheSubscriptionWasLost() {
        try (var node = Node.started(Node.settings("a", 4, 40), redis, store.dataSource(), waiting)) {
            node.awaitCaughtUp();
            var save = history.save(history.learners().getFirst());
            var arrival = CompletableFuture.supplyAsync(() -> arrival(node, save));
            await().atMost(Node.PATIENCE).until(() -> !node.engine().arrivals().waitedFor().isEmpty());
            assertThat(redis.in(5).clientKill(KillArgs.Builder.typePubsub())).isPositive();
            gate.countDown();
            assertThat(arrival).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(Arrivals.Result.VISIBLE);
        }
    }

    @Test
    void areToldThatTheirEventIsParkedThoughTheSubscriptionWasLost() {
        var refusing = Faults.whenHandled(save -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("Refused by the test");
        });
        try (var node = Node.started(Node.settings("a", 4, 40), redis, store.dataSource(), refusing)) {
            node.awaitCaughtUp();
            var save = history.save(history.learners().getFirst());
            var arrival = CompletableFuture.supplyAsync(() -> arrival(node, save));
            await().atMost(Node.PATIENCE).until(() -> !node.engine().arrivals().waitedFor().isEmpty());
            assertThat(redis.in(5).clientKill(KillArgs.Builder.typePubsub())).isPositive();
            gate.countDown();
            assertThat(arrival).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(Arrivals.Result.PARKED);
        }
    }

    @Test
    void areNotKeptByMessagesThatAreNoAnnouncements() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            node.awaitCaughtUp();
            assertThat(redis.in(5).publish("projections", "no announcement".getBytes(StandardCharsets.UTF_8))).isPositive();
            assertThat(arrival(node, history.save(history.learners().getFirst()))).isEqualTo(Arrivals.Result.VISIBLE);
        }
    }

    @Test
    void expectALearnersEventInOneSegment() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            node.awaitCaughtUp();
            var id = UUID.randomUUID();
            var learner = history.saving(history.learners().getFirst()).getPayload();
            assertThat(node.engine().expected(learner, id)).hasSize(1).allSatisfy(one -> {
                assertThat(one.projection()).isEqualTo(Projections.LEARNERS.name());
                assertThat(Expected.parse(one.toString())).isEqualTo(one);
            });
        }
    }

    private static List<Expected> expected(Node node, DomainEventMessage<?> message) {
        return node.engine().expected(message.getPayload(), UUID.fromString(message.getIdentifier()));
    }

    private static Arrivals.Result arrival(Node node, DomainEventMessage<?> message) {
        return node.engine().arrivals().await(expected(node, message), Node.PATIENCE);
    }
}
