package studio.dictation.query.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.RedisLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What stands in Redis follows from the events alone, not from how they were cut into batches. */
class BatchingIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(13, store.dataSource(), new AppendSignal());

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 7", "4, 5000"})
    void makesNoDifference(int segments, int batchEvents) {
        history.append(400);
        try (var node = Node.started(Node.settings("a", segments, batchEvents), redis, store.dataSource(), Projections.ALL)) {
            assertThat(node.engine().states()).hasSize(segments + 2);
            node.assertEqualsReplay();
        }
    }

    @Test
    void isBoundedByBytesToo() {
        history.append(200);
        var settings = new EngineSettings("a", 1, 5_000, 1_000, Node.LAPSE, Node.settings("a", 1, 1).poll());
        try (var node = Node.started(settings, redis, store.dataSource(), Projections.ALL)) {
            node.assertEqualsReplay();
        }
    }

    @Test
    void leavesOnlyKeysAndFieldsThatTheDocumentDescribes() throws IOException {
        history.append(600);
        try (var node = Node.started("a", redis, store.dataSource())) {
            node.awaitCaughtUp();
            var layout = RedisLayout.parse(RedisLayout.DOCUMENT);
            for (var projection : Projections.ALL) {
                var commands = redis.in(projection.database());
                assertThat(commands.keys("*")).isNotEmpty().allSatisfy(key -> {
                    var families = layout.familiesOf(projection.database(), key);
                    assertThat(families).as(key).hasSize(1);
                    var family = families.getFirst();
                    assertThat(commands.type(key)).as(key).isEqualToIgnoringCase(family.type());
                    if (commands.type(key).equals("hash")) {
                        assertThat(commands.hkeys(key)).as(key).allMatch(family::allows);
                    }
                    assertThat(commands.pttl(key) != -1).as("expiry of %s", key).isEqualTo(family.isExpiring());
                });
            }
        }
    }

    @Test
    void skipsNothingThatCommitsLateBehindMany() throws Exception {
        // A dictation that nobody else saves meanwhile: an append behind an open one would be refused.
        var learner = history.learners().getFirst().id();
        var late = new GenericDomainEventMessage<>("progress", "progress:" + learner + ":late:late:1", 0, new ProgressSaved(
                learner, "late", "late", 1, Map.of("0", "late"), List.of(), 1, 1, 1_000, null, Instant.EPOCH));
        try (var node = Node.started("a", redis, store.dataSource());
                var open = store.dataSource().getConnection();
                var statement = open.createStatement()) {
            node.awaitCaughtUp();
            open.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            history.append(300);
            GeneratedHistory.append(store.dataSource(), open, late);
            var before = Positions.of(redis, Projections.LEARNERS);
            history.append(50);
            await().during(Node.LAPSE).atMost(Node.PATIENCE)
                    .until(() -> Positions.of(redis, Projections.LEARNERS).equals(before));
            open.commit();
            open.setAutoCommit(true);
            node.assertEqualsReplay();
            assertThat(Positions.of(redis, Projections.LEARNERS)).doesNotContainAnyElementsOf(before);
        }
    }
}
