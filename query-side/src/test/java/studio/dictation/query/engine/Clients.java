package studio.dictation.query.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Learners who save, wait until that is visible, and read, on one node after the other: no read may fail, or show less than what was
 * shown or acknowledged before.
 */
public final class Clients implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Begins with a learner on each of the nodes, and one more who only reads. */
    public Clients(GeneratedHistory history, List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            var learner = history.learners().get(i);
            var node = nodes.get(i);
            threads.execute(() -> untilEnded(() -> {
                var save = history.save(learner);
                var studied = history.studiedMillis(learner);
                var expected = node.engine().expected(save.getPayload(), UUID.fromString(save.getIdentifier()));
                assertThat(node.engine().arrivals().await(expected, LIMIT)).isEqualTo(Arrivals.Result.VISIBLE);
                nodes.forEach(any -> assertThat(studiedMillis(any, learner)).isGreaterThanOrEqualTo(studied));
                rounds.incrementAndGet();
            }));
            var watched = history.learners().get((i + 1) % nodes.size());
            var most = new AtomicInteger();
            threads.execute(() -> untilEnded(() -> {
                int now = (int) studiedMillis(node, watched);
                assertThat(now).isGreaterThanOrEqualTo(most.get());
                most.set(now);
                assertThat(node.engine().reads("catalog").members(Key.CHANNELS)).isNotEmpty();
                node.engine().reads("sessions").strings(List.of(Key.revoked("nobody")));
            }));
        }
    }

    /** Waits until so many more saves were acknowledged. */
    public void awaitMore(int saves) {
        int before = rounds.get();
        await().atMost(Node.PATIENCE).until(() -> rounds.get() >= before + saves || !failures.isEmpty());
    }

    /** What went wrong so far. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    private void untilEnded(Runnable round) {
        while (!ended.get() && failures.isEmpty()) {
            try {
                round.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }
    }

    private static long studiedMillis(Node node, GeneratedHistory.Learner learner) {
        var account = node.engine().reads("learners").hash(Key.user(learner.email()), Field.EMAIL, Field.DURATION_DATA);
        assertThat(account.text(Field.EMAIL)).isEqualTo(learner.email());
        var studied = account.text(Field.DURATION_DATA);
        return studied == null ? 0 : new BigDecimal(studied.substring("{\"duration\":".length(), studied.indexOf(',')))
                .movePointRight(3).longValueExact();
    }

    @Override
    public void close() {
        ended.set(true);
        threads.close();
    }
}
