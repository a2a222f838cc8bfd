package studio.dictation.query.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.GeneratedHistory.Learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Dead letters are tried while nodes work on the same segments, other operators do the same, or processes die. */
class DeadLettersUnderLoadIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(9, store.dataSource(), new AppendSignal());
    private final Set<ProgressSaved> poison = ConcurrentHashMap.newKeySet();
    private final List<Projection> faulty = Faults.whenHandled(save -> {
        if (poison.contains(save)) {
            throw new IllegalArgumentException("Refused by the test");
        }
    });

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void areAppliedOnceBesideANodeThatGoesOn() {
        try (var node = node("live")) {
            var letters = node.engine().deadLetters("learners");
            history.inBackground(2, () -> {
                for (int i = 0; i < 4; i++) {
                    var learner = history.learners().get(i % 3);
                    var refused = refused(learner);
                    assertThat(arrived(node, refused)).isEqualTo(Arrivals.Result.PARKED);
                    await().atMost(Node.PATIENCE).until(() -> isParked(node, learner));
                    letters.retryAll(true, null, 10, LONG);
                    assertThat(letters.retry(id(refused), false)).hasValueSatisfying(
                            retried -> assertThat(retried.settled()).isFalse());
                    poison.clear();
                    // Unless the node did it when it got its segment back.
                    letters.retry(id(refused), false).ifPresent(retried -> assertThat(retried.settled()).isTrue());
                    await().atMost(Node.PATIENCE).until(() -> arrived(node, refused) == Arrivals.Result.VISIBLE);
                    await().atMost(Node.PATIENCE).until(() -> !isParked(node, learner));
                }
            });
            node.assertEqualsReplay();
        }
    }

    @Test
    void areAppliedOnceByTwoOperatorsOnTwoNodes() throws Exception {
        try (var a = node("a"); var b = node("b")) {
            List<DomainEventMessage<?>> refused = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                refused.add(refused(history.learners().get(i)));
                history.save(history.learners().get(i));
            }
            history.append(50);
            a.awaitCaughtUp();
            await().atMost(Node.PATIENCE).until(() -> history.learners().subList(0, 6).stream()
                    .allMatch(learner -> isParked(a, learner) && isParked(b, learner)));
            poison.clear();
            List<Callable<Object>> acts = new ArrayList<>();
            for (var node : List.of(a, b)) {
                var letters = node.engine().deadLetters("learners");
                acts.add(() -> letters.retryAll(false, null, 100, LONG));
                refused.forEach(event -> acts.add(() -> letters.retry(id(event), false)));
            }
            try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var done : operators.invokeAll(acts)) {
                    done.get();
                }
            }
            await().atMost(Node.PATIENCE).until(() -> Positions.letters(redis, Projections.LEARNERS).isEmpty());
            a.assertEqualsReplay();
            await().atMost(Node.PATIENCE).until(() -> history.learners().stream()
                    .noneMatch(learner -> isParked(a, learner) || isParked(b, learner)));
        }
    }

    @Test
    void areAppliedOnceWhenProcessesDieThatTryThem() {
        history.append(100);
        history.learners().forEach(learner -> {
            refused(learner);
            for (int i = 0; i < 40; i++) {
                history.save(learner);
            }
        });
        try (var node = node("faulty")) {
            node.awaitCaughtUp();
        }
        assertThat(Positions.letters(redis, Projections.LEARNERS)).hasSize(history.learners().size());
        for (int i = 0; i < 3; i++) {
            var owner = "process-" + i;
            try (var process = new NodeProcess(owner, redis, store.jdbcUrl())) {
                var waiting = waiting();
                await().atMost(Node.PATIENCE).pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO)
                        .until(() -> waiting() < waiting || waiting == 0);
                process.kill();
            }
            history.append(20);
        }
        poison.clear();
        try (var survivor = node("survivor")) {
            await().atMost(Node.PATIENCE).until(() -> waiting() == 0);
            survivor.assertEqualsReplay();
        }
    }

    private Node node(String name) {
        return Node.started(Node.settings(name, 2, 40), redis, store.dataSource(), faulty);
    }

    private int waiting() {
        return Positions.letters(redis, Projections.LEARNERS).size();
    }

    private DomainEventMessage<?> refused(Learner learner) {
        var save = history.saving(learner);
        poison.add((ProgressSaved) save.getPayload());
        history.append(save);
        return save;
    }

    private static Arrivals.Result arrived(Node node, DomainEventMessage<?> message) {
        return node.engine().arrivals().await(node.engine().expected(message.getPayload(), id(message)), Node.PATIENCE);
    }

    private static boolean isParked(Node node, Learner learner) {
        return node.engine().isParked("learners", learner.id().toString());
    }

    private static UUID id(DomainEventMessage<?> message) {
        return UUID.fromString(message.getIdentifier());
    }
}
