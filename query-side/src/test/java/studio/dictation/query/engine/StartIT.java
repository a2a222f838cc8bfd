package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.ForeignData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What stands in Redis that is not as the engine wrote it. */
class StartIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isRefusedOnSomebodyElsesDataAndNothingIsWritten() {
        redis.in(2).set("theirs", "data".getBytes(StandardCharsets.UTF_8));
        try (var node = new Node(Node.settings("a", 2, 40), redis, store.dataSource(), Projections.ALL)) {
            assertThatThrownBy(node.engine()::start).isInstanceOf(ForeignData.class).hasMessageContaining("database 2");
        }
        assertThat(redis.in(0).dbsize()).isZero();
        assertThat(redis.in(1).dbsize()).isZero();
        assertThat(redis.in(2).keys("*")).containsExactly("theirs");
    }

    @Test
    void fillsDataAnewWhenAWriteIsRefusedInsideTheTransaction() {
        fillsAnewWhenSomebodyPuts("idx:users");
    }

    @Test
    void fillsDataAnewWhenADocumentCannotBeReadForItsChange() {
        fillsAnewWhenSomebodyPuts("user:c-learner0@example.org");
    }

    @Test
    void fillsDataAnewWhenTheEMailsCannotBeRead() {
        fillsAnewWhenSomebodyPuts("idx:accounts");
    }

    private void fillsAnewWhenSomebodyPuts(String key) {
        var history = new GeneratedHistory(10, store.dataSource(), new AppendSignal());
        history.append(50);
        var learners = List.of(Projections.LEARNERS);
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), learners)) {
            node.awaitCaughtUp();
        }
        var epoch = Positions.epoch(redis, Projections.LEARNERS);
        redis.in(0).del(key);
        redis.in(0).set(key, "a string".getBytes(StandardCharsets.UTF_8));
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), learners)) {
            history.register();
            history.learners().forEach(history::save);
            await().atMost(Node.PATIENCE).until(() -> !Positions.epoch(redis, Projections.LEARNERS).equals(epoch));
            node.assertEqualsReplay();
        }
    }
}
