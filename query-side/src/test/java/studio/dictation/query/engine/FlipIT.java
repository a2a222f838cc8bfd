package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Difference;
import studio.dictation.query.redis.Generations;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Another generation of a projection's data takes the place of the live one. */
class FlipIT {
    private static final String LEARNERS = Projections.LEARNERS.name();

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(21, store.dataSource(), new AppendSignal());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void failsNoReadShowsNothingOlderAndKeepsNobodyWaitingOnAnyNode() {
        // The data has another number of segments than it gets, and then back.
        try (var before = Node.started(patient("before", 3), redis, store.dataSource(), Projections.ALL)) {
            history.append(200);
            before.awaitCaughtUp();
        }
        try (var one = Node.started(patient("one", 2), redis, store.dataSource(), Projections.ALL);
                var other = Node.started(patient("other", 4), redis, store.dataSource(), Projections.ALL)) {
            one.awaitCaughtUp();
            await().atMost(Node.PATIENCE).until(() -> one.engine().unavailable().isEmpty() && other.engine().unavailable().isEmpty());
            assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(3);
            try (var clients = new Clients(history, List.of(one, other))) {
                clients.awaitMore(20);
                rebuild(one, LEARNERS);
                assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(2);
                clients.awaitMore(20);
                rebuild(other, LEARNERS);
                assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(4);
                clients.awaitMore(20);
                rebuild(one, Projections.CATALOG.name());
                rebuild(other, Projections.SESSIONS.name());
                rollBack(one, LEARNERS);
                assertThat(Positions.segments(redis, Projections.LEARNERS)).isEqualTo(2);
                clients.awaitMore(20);
                assertThat(clients.failures()).isEmpty();
            }
            one.assertEqualsReplay();
        }
    }

    @Test
    void goesBackToTheKeptGenerationWithWhatWasWrittenMeanwhile() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            history.append(100);
            node.awaitCaughtUp();
            var first = Positions.epoch(redis, Projections.LEARNERS);
            rebuild(node, LEARNERS);
            var second = Positions.epoch(redis, Projections.LEARNERS);
            assertThat(second).isNotEqualTo(first);
            assertThat(node.engine().generations(LEARNERS).kept()).hasValueSatisfying(kept -> {
                assertThat(kept.epoch()).isEqualTo(first);
                assertThat(kept.layout()).isEqualTo(Projections.LEARNERS.layout());
            });
            var late = history.register();
            history.append(100);
            rollBack(node, LEARNERS);
            assertThat(Positions.epoch(redis, Projections.LEARNERS)).isEqualTo(first);
            assertThat(node.engine().generations(LEARNERS).kept().orElseThrow().epoch()).isEqualTo(second);
            assertThat(node.engine().reads(LEARNERS).hash(Key.user(late.email())).exists()).isTrue();
            history.append(50);
            node.assertEqualsReplay();
            assertThat(redis.in(Generations.SHADOW).dbsize()).isZero();
        }
    }

    @Test
    void tellsWhatDiffersAndHoldsIfThatIsToBeSeenFirst() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            history.append(100);
            node.awaitCaughtUp();
            var learner = history.learners().getFirst();
            redis.in(0).hset("user:" + learner.email(), "username", "planted".getBytes(StandardCharsets.UTF_8));
            redis.in(0).sadd("planted", new byte[] {1});
            redis.in(0).del("idx:progress:" + learner.email());
            var epoch = Positions.epoch(redis, Projections.LEARNERS);
            try (var shadow = node.engine().shadow(LEARNERS)) {
                shadow.beginAnew();
                fill(shadow);
                var comparison = node.engine().comparison(LEARNERS, shadow);
                while (comparison.compareMore()) {
                    fill(shadow);
                }
                var held = flipped(node, LEARNERS, shadow, comparison.suspects(), true);
                assertThat(held.outcome()).isEqualTo(Flip.Outcome.HELD);
                assertThat(held.differences()).containsExactlyInAnyOrder(
                        new Difference("user:" + learner.email(), Difference.Kind.DIFFERENT, List.of("username")),
                        new Difference("planted", Difference.Kind.MISSING, List.of()),
                        new Difference("idx:progress:" + learner.email(), Difference.Kind.EXTRA, List.of()));
                assertThat(Positions.epoch(redis, Projections.LEARNERS)).isEqualTo(epoch);
                history.append(20);
                node.awaitCaughtUp();
                var forced = flipped(node, LEARNERS, shadow, comparison.suspects(), false);
                assertThat(forced.outcome()).isEqualTo(Flip.Outcome.FLIPPED);
                assertThat(forced.differences()).hasSize(3);
            }
            node.assertEqualsReplay();
        }
    }

    @Test
    void isRefusedToWhoeverSleptUntilTheSegmentsWereSomebodyElses() throws Exception {
        try (var node = Node.started(Node.settings("a", 1, 40), redis, store.dataSource(), Projections.ALL)) {
            history.append(50);
            node.awaitCaughtUp();
            try (var shadow = node.engine().shadow(LEARNERS)) {
                shadow.beginAnew();
                fill(shadow);
                var stale = node.engine().takeOver(LEARNERS, 0, Segment::held);
                await().atMost(Node.PATIENCE).until(() -> fenceOf(0) > stale.fence());
                var generations = node.engine().generations(LEARNERS);
                var epoch = Positions.epoch(redis, Projections.LEARNERS);
                assertThat(generations.flip(Generations.SHADOW, List.of(stale), shadow.leases(), Instant.EPOCH)).isFalse();
                assertThat(Positions.epoch(redis, Projections.LEARNERS)).isEqualTo(epoch);
            }
        }
    }

    @Test
    void happensOnceThoughItIsAskedForTwice() {
        try (var node = Node.started(Node.settings("a", 1, 40), redis, store.dataSource(), Projections.ALL)) {
            history.append(50);
            node.awaitCaughtUp();
            try (var shadow = node.engine().shadow(LEARNERS)) {
                shadow.beginAnew();
                // Positions over events that change nothing are stored a moment later.
                await().atMost(Node.PATIENCE).until(() -> shadow.round(false).position().equals(reader().head()));
                var flipped = new AtomicBoolean();
                node.engine().takeOver(LEARNERS, 0, live -> {
                    assertThat(shadow.leases().getFirst().position()).isEqualTo(live.held().position());
                    var generations = node.engine().generations(LEARNERS);
                    var both = List.of(live.held());
                    var others = shadow.leases();
                    flipped.set(generations.flip(Generations.SHADOW, both, others, Instant.now()));
                    assertThat(generations.flip(Generations.SHADOW, both, others, Instant.now())).isFalse();
                    return true;
                });
                assertThat(flipped).isTrue();
            }
            node.assertEqualsReplay();
        }
    }

    @Test
    void derivesDeadLettersAnew() {
        var poison = new AtomicBoolean(true);
        var unlucky = history.learners().get(2);
        var faulty = Faults.refusingSavesOf(unlucky.id(), poison::get);
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), faulty)) {
            history.save(unlucky);
            history.append(60);
            history.save(unlucky);
            node.awaitCaughtUp();
            var letters = Positions.letters(redis, Projections.LEARNERS);
            assertThat(letters).containsOnlyKeys(unlucky.id().toString());
            rebuild(node, LEARNERS);
            assertThat(Positions.letters(redis, Projections.LEARNERS)).isEqualTo(letters);
            poison.set(false);
            rebuild(node, LEARNERS);
            assertThat(Positions.letters(redis, Projections.LEARNERS)).isEmpty();
            node.assertEqualsReplay();
        }
    }

    @Test
    void comesAboutThoughRedisIsEmptiedAmidTheFilling() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            history.append(150);
            node.awaitCaughtUp();
            try (var shadow = node.engine().shadow(LEARNERS)) {
                var begun = shadow.beginAnew();
                shadow.round(true);
                redis.flushAll();
                fill(shadow);
                assertThat(shadow.round(false).epoch()).isNotEqualTo(begun);
                node.awaitCaughtUp();
                flip(node, LEARNERS, shadow);
            }
            node.assertEqualsReplay();
        }
    }

    @Test
    void beginsThoughSomebodyElseMovesThereAtTheSameTime() throws Exception {
        try (var node = Node.started("a", redis, store.dataSource());
                var shadow = node.engine().shadow(LEARNERS);
                var threads = Executors.newSingleThreadExecutor()) {
            history.append(50);
            node.awaitCaughtUp();
            var done = new AtomicBoolean();
            var somebody = threads.submit(() -> {
                while (!done.get()) {
                    redis.in(Generations.SHADOW).expire("projection:learners:0", Duration.ofHours(1));
                }
            });
            boolean disturbed = false;
            try {
                var end = System.nanoTime() + Node.PATIENCE.toNanos();
                while (!disturbed && System.nanoTime() < end) {
                    disturbed = shadow.beginAnew() == null;
                }
            } finally {
                done.set(true);
            }
            somebody.get();
            assertThat(disturbed).isTrue();
            assertThat(shadow.beginAnew()).isNotNull();
            fill(shadow);
            flip(node, LEARNERS, shadow);
            node.assertEqualsReplay();
        }
    }

    @Test
    void goesOnWhereAnotherNodeLeftTheShadow() {
        try (var node = Node.started("a", redis, store.dataSource());
                var other = Node.started("b", redis, store.dataSource())) {
            history.append(150);
            node.awaitCaughtUp();
            String begun;
            try (var shadow = node.engine().shadow(LEARNERS)) {
                begun = shadow.beginAnew();
                shadow.round(true);
                try (var elsewhere = other.engine().shadow(LEARNERS)) {
                    assertThat(elsewhere.round(true).epoch()).as("while it is worked on").isNull();
                }
            }
            try (var shadow = other.engine().shadow(LEARNERS)) {
                assertThat(shadow.round(true).epoch()).isEqualTo(begun);
                fill(shadow);
                flip(other, LEARNERS, shadow);
                assertThat(Positions.epoch(redis, Projections.LEARNERS)).isEqualTo(begun);
            }
            node.assertEqualsReplay();
        }
    }

    @Test
    void neverGoesBackToAGenerationThatIsGone() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            node.awaitCaughtUp();
            rebuild(node, LEARNERS);
            var kept = node.engine().generations(LEARNERS).kept().orElseThrow();
            assertThat(node.engine().generations(LEARNERS).drop(Generations.KEPT, kept.epoch())).isTrue();
            assertThat(node.engine().generations(LEARNERS).kept()).isEmpty();
            try (var gone = node.engine().kept(LEARNERS, kept.epoch())) {
                assertThatThrownBy(() -> gone.round(false)).isInstanceOf(Filling.Gone.class);
            }
            assertThat(redis.in(Generations.KEPT).dbsize()).isZero();
        }
    }

    private EventReader reader() {
        return new EventReader(store.dataSource());
    }

    private static EngineSettings patient(String name, int segments) {
        return new EngineSettings(name, segments, 40, 8L << 20, Duration.ofSeconds(4), Duration.ofMillis(50));
    }

    private long fenceOf(int segment) {
        return Long.parseLong(new String(
                redis.in(0).hget("projection:learners:" + segment, "fence"), StandardCharsets.UTF_8));
    }

    private static void rebuild(Node node, String projection) {
        try (var shadow = node.engine().shadow(projection)) {
            shadow.beginAnew();
            fill(shadow);
            flip(node, projection, shadow);
        }
    }

    private static void rollBack(Node node, String projection) {
        try (var kept = node.engine().kept(projection, node.engine().generations(projection).kept().orElseThrow().epoch())) {
            fill(kept);
            flip(node, projection, kept);
        }
    }

    private static void fill(Filling filling) {
        await().atMost(Node.PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> filling.round(false).caughtUp());
    }

    private static void flip(Node node, String projection, Filling other) {
        assertThat(flipped(node, projection, other, List.of(), false).outcome()).isEqualTo(Flip.Outcome.FLIPPED);
    }

    private static Flip.Result flipped(Node node, String projection, Filling other, List<String> suspects, boolean hold) {
        while (true) {
            var result = node.engine().flip(projection, other, suspects, hold);
            if (result.outcome() != Flip.Outcome.NOT_YET) {
                return result;
            }
            fill(other);
        }
    }
}
