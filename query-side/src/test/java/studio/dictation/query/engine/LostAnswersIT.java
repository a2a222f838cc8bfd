package studio.dictation.query.engine;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.redis.Answers;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.ProjectionUnavailable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers that were kept beside data that is lost. */
class LostAnswersIT {
    private static final Key ANSWER = Key.answer("question", "digest");

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void areLostWithItAndNeverTakenForThoseOfWhatIsFilledAnew() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            new GeneratedHistory(15, store.dataSource(), node.signal()).append(60);
            node.awaitCaughtUp();
            var answers = node.engine().answers("catalog");
            var before = answers.kept(ANSWER, Key.CATALOG);
            keep(answers, before, "kept");
            assertThat(answers.kept(ANSWER, Key.CATALOG).answer()).isEqualTo("kept");

            redis.flushAll();
            await().atMost(Node.PATIENCE).ignoreExceptionsInstanceOf(ProjectionUnavailable.class).untilAsserted(() ->
                    assertThat(answers.kept(ANSWER, Key.CATALOG).version()).isNotEqualTo(before.version()));

            assertThat(answers.kept(ANSWER, Key.CATALOG).answer()).isNull();
            keep(answers, before, "made of what is lost");
            assertThat(redis.in(1).keys("cache:*")).isEmpty();
        }
    }

    @Test
    void areNotKeptWhereNothingIs() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            new GeneratedHistory(16, store.dataSource(), node.signal()).append(20);
            node.awaitCaughtUp();
            var answers = node.engine().answers("catalog");
            var before = answers.kept(ANSWER, Key.CATALOG);
            node.engine().close();
            redis.flushAll();

            keep(answers, before, "alone");

            assertThat(redis.in(1).dbsize()).as("it would look like somebody else's").isZero();
        }
    }

    private static void keep(Answers answers, Answers.Kept seen, String made) {
        answers.keep(ANSWER, Key.CATALOG, seen, made, Duration.ofMinutes(1));
    }
}
