package studio.dictation.query.engine;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.eventstore.Segments;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;
import studio.dictation.query.redis.ProjectionUnavailable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What an operator asks for is done to a segment by whatever node was asked, while its owner is kept out. */
class TakeOverIT {
    private static final List<Projection> LEARNERS = List.of(Projections.LEARNERS);
    private static final long SOON = Duration.ofSeconds(20).toNanos();

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final AppendSignal signal = new AppendSignal();
    private final GeneratedHistory history = new GeneratedHistory(11, store.dataSource(), signal);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void losesNothingAndShowsNothingTwiceUnderLoad() {
        try (var owner = Node.started("owner", redis, store.dataSource());
                var other = Node.started("other", redis, store.dataSource())) {
            owner.awaitCaughtUp();
            history.inBackground(4, () -> {
                for (int i = 0; i < 30; i++) {
                    var node = i % 2 == 0 ? owner : other;
                    int segment = i / 2 % 2;
                    var position = node.engine().takeOver("learners", segment, taken -> {
                        taken.step();
                        return taken.held().position();
                    });
                    assertThat(position).isNotEmpty();
                }
            });
            owner.assertEqualsReplay();
        }
    }

    @Test
    void isOverAtOnceForWhoeverStandsBy() {
        // A claim that lasts so long that nobody would look for it in time.
        var patient = new EngineSettings("owner", 1, 40, 8L << 20, Duration.ofMinutes(5), Duration.ofMillis(50));
        try (var owner = Node.started(patient, redis, store.dataSource(), LEARNERS)) {
            owner.awaitWorking();
            owner.engine().takeOver("learners", 0, taken -> {
                await().atMost(Node.PATIENCE).until(() -> owner.engine().states().getFirst().condition()
                        == SegmentState.Condition.STANDING_BY);
                return true;
            });
            await().atMost(Duration.ofSeconds(5)).until(() -> owner.engine().states().getFirst().condition()
                    == SegmentState.Condition.WORKING);
            history.append(20);
            owner.awaitCaughtUp();
        }
    }

    @Test
    void isDoneByOneNodeAtATime() {
        var settings = new EngineSettings("a", 1, 40, 8L << 20, Duration.ofSeconds(4), Duration.ofMillis(50));
        try (var node = Node.started(settings, redis, store.dataSource(), LEARNERS)) {
            node.awaitWorking();
            var inside = new AtomicInteger();
            var done = new AtomicInteger();
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 12; i++) {
                    threads.execute(() -> done.addAndGet(node.engine().takeOver("learners", 0, taken -> {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        taken.step();
                        inside.decrementAndGet();
                        return 1;
                    })));
                }
            }
            assertThat(done).hasValue(12);
        }
    }

    /** What is asked for while events of a learner wait. */
    enum Asked { RETRY, DISCARD, REBUILD }

    @ParameterizedTest
    @EnumSource
    void isEndedByAWorkerWhereTheOperatorsNodeIsLostInTheMiddle(Asked asked) {
        var unlucky = history.learners().get(2);
        int segment = Segments.of(unlucky.id(), 2);
        var refused = new AtomicBoolean(true);
        var worker = Faults.whenHandled(save -> {
            if (refused.get() && save.accountId().equals(unlucky.id())) {
                throw new IllegalStateException("Refused by the test");
            }
        });
        var operator = new AtomicReference<Node>();
        var handled = new AtomicInteger();
        var lost = Faults.whenHandled(save -> {
            if (Positions.owner(redis, Projections.LEARNERS, segment).startsWith("operator!") && handled.incrementAndGet() == 2) {
                operator.get().cutOff();
            }
        });
        try (var node = Node.started(Node.settings("worker", 2, 40), redis, store.dataSource(), worker);
                var other = new Node(Node.settings("operator", 2, 40), redis, store.dataSource(), lost)) {
            operator.set(other);
            history.append(40);
            node.awaitCaughtUp();
            var first = history.save(unlucky);
            history.save(unlucky);
            history.save(unlucky);
            node.awaitCaughtUp();
            refused.set(false);
            var letters = other.engine().deadLetters("learners");

            assertThatThrownBy(() -> {
                switch (asked) {
                    case RETRY -> letters.retry(UUID.fromString(first.getIdentifier()), false);
                    case DISCARD -> letters.discard(UUID.fromString(first.getIdentifier()));
                    case REBUILD -> other.engine().rebuildLearner("learners", unlucky.id(), unlucky.email());
                }
            }).isInstanceOf(RuntimeException.class);

            assertThat(handled).hasValueGreaterThanOrEqualTo(2);
            await().atMost(Node.PATIENCE).until(() -> Positions.owner(redis, Projections.LEARNERS, segment).equals("worker")
                    && Positions.letters(redis, Projections.LEARNERS).isEmpty());
            if (asked == Asked.DISCARD) {
                var discarded = (ProgressSaved) first.getPayload();
                var studied = Numbers.secondsText(history.studiedMillis(unlucky) - discarded.studiedMillis());
                assertThat(node.engine().reads("learners").hash(Key.user(unlucky.email())).text(Field.DURATION_DATA))
                        .startsWith("{\"duration\":" + studied + ",");
            } else {
                node.assertEqualsReplay();
            }
        }
    }

    @Test
    void isRefusedInASegmentThatTheDataHasNot() {
        var settings = new EngineSettings("a", 1, 40, 8L << 20, Duration.ofMillis(500), Duration.ofMillis(50));
        try (var node = Node.started(settings, redis, store.dataSource(), LEARNERS)) {
            node.awaitWorking();
            assertThatThrownBy(() -> node.engine().takeOver("learners", 1, Segment::isHeld))
                    .isInstanceOf(ProjectionUnavailable.class);
        }
    }

    @Test
    void movesASegmentToExactlyOneEvent() {
        try (var node = Node.started(Node.settings("a", 1, 7), redis, store.dataSource(), LEARNERS)) {
            node.awaitCaughtUp();
            var reader = new EventReader(store.dataSource());
            node.engine().takeOver("learners", 0, taken -> {
                history.append(30);
                var end = reader.head();
                history.append(30);
                assertThat(taken.moveTo(end, System.nanoTime() + SOON)).isTrue();
                assertThat(taken.moveTo(end, System.nanoTime() - 1)).as("where it stands").isTrue();
                assertThat(Positions.of(redis, Projections.LEARNERS)).containsExactly(end.toString());
                return end;
            });
            node.assertEqualsReplay();
        }
    }

    @Test
    void tellsOnlyOfWhatIsLive() {
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), LEARNERS)) {
            node.awaitCaughtUp();
            var learner = history.learners().getFirst();
            var save = history.saving(learner);
            var expected = node.engine().expected(save.getPayload(), UUID.fromString(save.getIdentifier()));
            node.engine().takeOver("learners", Segments.of(learner.id(), 2), taken -> {
                history.append(save);
                assertThat(node.engine().arrivals().await(expected, Duration.ofMillis(100)))
                        .isEqualTo(Arrivals.Result.PENDING);
                taken.step();
                assertThat(node.engine().arrivals().await(expected, Node.PATIENCE)).isEqualTo(Arrivals.Result.VISIBLE);
                return true;
            });
        }
    }
}
