package studio.dictation.query.engine;

import io.lettuce.core.KillArgs;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several nodes on the same stores: each segment has one owner, and nobody else's batches count. */
class ClaimIT {
    private static final List<Projection> LEARNERS = List.of(Projections.LEARNERS);

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final AppendSignal signal = new AppendSignal();

    @AfterEach
    void close() {
        store.close();
    }

    /** An owner that stands still with a batch in its hands until its claim is somebody else's. */
    @Nested
    class APausedOwner {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicBoolean armed = new AtomicBoolean();

        @Test
        void hasItsBatchRefused() {
            losesItsClaimWhile(Faults.whenAccountApplied(this::pause), () -> {});
        }

        @Test
        void hasItsBatchRefusedIfItHadNotReadForItYet() {
            losesItsClaimWhile(Faults.whenHandled(this::pause), () -> {});
        }

        @Test
        void hasItsBatchRefusedIfItsConnectionWasLostMeanwhile() {
            losesItsClaimWhile(Faults.whenAccountApplied(this::pause), () -> {
                assertThat(redis.in(5).clientKill(KillArgs.Builder.typeNormal().skipme())).isPositive();
            });
        }

        private void losesItsClaimWhile(List<Projection> pausing, Runnable meanwhile) {
            try (var owner = Node.started(Node.settings("owner", 1, 40), redis, store.dataSource(), pausing)) {
                var history = new GeneratedHistory(2, store.dataSource(), owner.signal());
                history.append(100);
                owner.awaitCaughtUp();
                armed.set(true);
                var learner = history.learners().getFirst();
                history.save(learner);
                await().atMost(Node.PATIENCE).until(() -> reached.getCount() == 0);
                meanwhile.run();
                try (var other = Node.started(Node.settings("other", 1, 40), redis, store.dataSource(), LEARNERS)) {
                    other.awaitCaughtUp();
                    assertThat(Positions.owner(redis, Projections.LEARNERS, 0)).isEqualTo("other");
                    history.learners().forEach(history::save);
                    other.awaitCaughtUp();
                    goOn.countDown();
                    await().atMost(Node.PATIENCE).until(() -> owner.engine().states().getFirst().condition()
                            == SegmentState.Condition.STANDING_BY);
                    history.append(20);
                    other.assertEqualsReplay();
                }
            } finally {
                goOn.countDown();
            }
        }

        private void pause(ProgressSaved save) {
            if (armed.getAndSet(false)) {
                reached.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Nested
    class TwoNodes {
        @Test
        void takeOverFromEachOtherWhenOneStops() {
            var history = new GeneratedHistory(3, store.dataSource(), signal);
            var first = Node.started("first", redis, store.dataSource());
            first.awaitCaughtUp();
            first.awaitWorking();
            try (var second = Node.started("second", redis, store.dataSource())) {
                history.inBackground(4, () -> {
                    first.close();
                    second.awaitWorking();
                });
                assertThat(List.of(0, 1)).allSatisfy(segment ->
                        assertThat(Positions.owner(redis, Projections.LEARNERS, segment)).isEqualTo("second"));
                second.assertEqualsReplay();
            }
        }

        @Test
        void shareTheNumberOfSegmentsThatTheDataHas() {
            var history = new GeneratedHistory(4, store.dataSource(), signal);
            try (var first = Node.started(Node.settings("first", 3, 40), redis, store.dataSource(), LEARNERS)) {
                first.awaitCaughtUp();
                first.awaitWorking();
                try (var second = Node.started(Node.settings("second", 1, 40), redis, store.dataSource(), LEARNERS)) {
                    await().atMost(Node.PATIENCE).until(() -> second.engine().states().size() == 3);
                    first.engine().close();
                    history.append(100);
                    second.awaitWorking();
                    assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(3);
                    second.assertEqualsReplay();
                }
                try (var third = Node.started(Node.settings("third", 5, 40), redis, store.dataSource(), LEARNERS)) {
                    history.append(100);
                    third.assertEqualsReplay();
                    assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(3);
                    assertThat(third.engine().states()).filteredOn(
                                    state -> state.condition() == SegmentState.Condition.WORKING)
                            .extracting(SegmentState::segment)
                            .containsExactlyInAnyOrder(0, 1, 2);
                }
            }
        }

        @Test
        void expectEventsInTheSegmentsThatTheDataHas() {
            var history = new GeneratedHistory(4, store.dataSource(), signal);
            try (var first = Node.started(Node.settings("first", 3, 40), redis, store.dataSource(), LEARNERS);
                    var second = new Node(Node.settings("second", 1, 40), redis, store.dataSource(), LEARNERS)) {
                first.awaitCaughtUp();
                second.engine().start();
                await().atMost(Node.PATIENCE).until(() -> second.engine().states().size() == 3);
                for (var learner : history.learners()) {
                    var save = history.save(learner);
                    var expected = second.engine().expected(save.getPayload(), UUID.fromString(save.getIdentifier()));
                    assertThat(second.engine().arrivals().await(expected, Node.PATIENCE)).isEqualTo(Arrivals.Result.VISIBLE);
                }
            }
        }
    }
}
