package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is one learner's alone is made anew from their events. */
class LearnerRebuildIT {
    private static final String LEARNERS = Projections.LEARNERS.name();

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(41, store.dataSource(), new AppendSignal());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void putsRightWhatIsWrongAndLeavesWhatIsShared() {
        history.append(300);
        try (var node = Node.started("a", redis, store.dataSource())) {
            node.awaitCaughtUp();
            var learner = history.learners().get(1);
            var index = "idx:progress:" + learner.email();
            var dictation = new String(redis.in(0).zrange(index, 0, 0).getFirst(), StandardCharsets.UTF_8);
            redis.in(0).hset("user:" + learner.email(), "username", bytes("wrong"));
            redis.in(0).hdel("user:" + learner.email(), "plan");
            redis.in(0).del(learner.email() + ":" + dictation);
            redis.in(0).zadd(index, 1, bytes("extra:extra"));
            redis.in(0).hset(learner.email() + ":extra:extra", "userInput", bytes("{}"));
            redis.in(0).hset("idx:active:19700101", "users", bytes("7"));

            var rebuilt = node.engine().rebuildLearner(LEARNERS, learner.id(), learner.email()).orElseThrow();

            assertThat(rebuilt.events()).isPositive();
            assertThat(rebuilt.keys()).isEqualTo(2 + redis.in(0).zcard(index).intValue());
            assertThat(rebuilt.deadLetters()).isZero();
            assertThat(redis.in(0).hget("idx:active:19700101", "users")).isEqualTo(bytes("7"));
            redis.in(0).del("idx:active:19700101");
            node.assertEqualsReplay();
        }
    }

    @Test
    void showsNothingOlderToWhoWritesMeanwhile() {
        try (var node = Node.started("a", redis, store.dataSource());
                var other = Node.started("b", redis, store.dataSource())) {
            node.awaitCaughtUp();
            await().atMost(Node.PATIENCE).until(() -> node.engine().unavailable().isEmpty() && other.engine().unavailable().isEmpty());
            try (var clients = new Clients(history, List.of(node, other))) {
                for (int i = 0; i < 8; i++) {
                    var learner = history.learners().get(i % 2);
                    assertThat((i < 4 ? node : other).engine().rebuildLearner(LEARNERS, learner.id(), learner.email())).isPresent();
                    clients.awaitMore(2);
                }
                assertThat(clients.failures()).isEmpty();
            }
            node.assertEqualsReplay();
        }
    }

    @Test
    void triesDeadLettersUponWhatIsRightAndCountsThemOnce() {
        var poison = new AtomicBoolean(true);
        var unlucky = history.learners().get(2);
        var faulty = Faults.refusingSavesOf(unlucky.id(), poison::get);
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), faulty)) {
            history.save(unlucky);
            history.append(80);
            history.save(unlucky);
            node.awaitCaughtUp();
            int waiting = Positions.letters(redis, Projections.LEARNERS).get(unlucky.id().toString()).size();
            assertThat(node.engine().rebuildLearner(LEARNERS, unlucky.id(), unlucky.email()).orElseThrow().deadLetters())
                    .isEqualTo(waiting);
            poison.set(false);
            assertThat(node.engine().rebuildLearner(LEARNERS, unlucky.id(), unlucky.email()).orElseThrow().deadLetters()).isZero();
            node.assertEqualsReplay();
        }
    }

    @Test
    void leavesWhatIsShownWhereAnAppliedEventCanNotBeAppliedAgain() {
        var poison = new AtomicBoolean();
        var unlucky = history.learners().get(2);
        var faulty = Faults.refusingSavesOf(unlucky.id(), poison::get);
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), faulty)) {
            history.save(unlucky);
            node.awaitCaughtUp();
            poison.set(true);
            assertThat(node.engine().rebuildLearner(LEARNERS, unlucky.id(), unlucky.email())).isEmpty();
            assertThat(Positions.letters(redis, Projections.LEARNERS)).isEmpty();
            node.assertEqualsReplay();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
