package studio.dictation.query.engine;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes come and go; the segments are spread over those that are there. */
class SpreadIT {
    private static final int SEGMENTS = 4;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void evenlyWithEveryNodeThatComesAndGoes() {
        try (var a = start("a")) {
            a.awaitWorking();
            int all = held(a);
            var history = new GeneratedHistory(5, store.dataSource(), a.signal());
            history.append(200);
            try (var b = start("b")) {
                awaitEven(all, a, b);
                history.append(200);
                try (var c = start("c")) {
                    awaitEven(all, a, b, c);
                    history.append(200);
                    // Nothing moves any more.
                    await().atMost(Node.PATIENCE).during(Node.LAPSE.multipliedBy(3)).until(() -> isEven(all, a, b, c));
                }
                // One that leaves is followed at once, sooner than its claims would lapse.
                await().atMost(Node.LAPSE).until(() -> held(a) + held(b) == all);
                awaitEven(all, a, b);
            }
            await().atMost(Node.LAPSE).until(() -> held(a) == all);
            history.append(50);
            a.assertEqualsReplay();
        }
    }

    private Node start(String name) {
        return Node.started(Node.settings(name, SEGMENTS, 40), redis, store.dataSource(), Projections.ALL);
    }

    private static void awaitEven(int all, Node... nodes) {
        await().atMost(Duration.ofSeconds(10)).until(() -> isEven(all, nodes));
    }

    private static boolean isEven(int all, Node... nodes) {
        var counts = Stream.of(nodes).map(SpreadIT::held).toList();
        return counts.stream().mapToInt(Integer::intValue).sum() == all
                && counts.stream().mapToInt(Integer::intValue).max().orElse(0)
                        - counts.stream().mapToInt(Integer::intValue).min().orElse(0) <= 1;
    }

    private static int held(Node node) {
        return (int) node.engine().states().stream()
                .filter(state -> state.condition() == SegmentState.Condition.WORKING)
                .count();
    }
}
