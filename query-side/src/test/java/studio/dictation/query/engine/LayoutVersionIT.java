package studio.dictation.query.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.ProjectionUnavailable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Data that was laid out by another build. */
class LayoutVersionIT {
    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Logger engineLog = (Logger) LoggerFactory.getLogger("studio.dictation.query");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        engineLog.setLevel(Level.WARN);
        engineLog.addAppender(logged);
    }

    @AfterEach
    void close() {
        engineLog.detachAppender(logged);
        engineLog.setLevel(null);
        store.close();
    }

    @Test
    void isFilledAnewIfThatBuildWasOlder() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            new GeneratedHistory(11, store.dataSource(), node.signal()).append(60);
            node.awaitCaughtUp();
        }
        var epochs = epochs();
        // As builds left it that knew neither of versions nor of all that is written now.
        Projections.ALL.forEach(projection -> redis.in(projection.database()).hdel(key(projection), "layout"));
        redis.in(0).keys("user:*").forEach(user -> redis.in(0).hdel(user, "updated_at"));
        redis.in(1).keys("video:*").forEach(video -> redis.in(1).hdel(video, "transcript_version"));

        try (var node = Node.started("b", redis, store.dataSource())) {
            await().atMost(Node.PATIENCE).until(() -> epochs().stream().noneMatch(epochs::contains));
            node.assertEqualsReplay();
            assertThat(versions()).isEqualTo(written(Projections.ALL));
            assertThat(told()).contains(
                    "Projection catalog is filled anew: its layout has version 0, and this build writes version 1");
        }
        var filled = epochs();
        try (var node = Node.started("c", redis, store.dataSource())) {
            node.awaitWorking();
            assertThat(epochs()).as("once").isEqualTo(filled);
        }
    }

    @Test
    void isLeftAloneIfThatBuildWasNewer() {
        try (var node = Node.started("a", redis, store.dataSource())) {
            new GeneratedHistory(12, store.dataSource(), node.signal()).append(60);
            node.awaitCaughtUp();
        }
        redis.in(1).hset(key(Projections.CATALOG), "layout", "2".getBytes(StandardCharsets.UTF_8));
        var before = RedisDump.of(redis, 1);
        var epochs = epochs();

        try (var node = Node.started("b", redis, store.dataSource())) {
            awaitYielding(node);
            assertThatThrownBy(() -> node.engine().reads("catalog").members(Key.CHANNELS))
                    .isInstanceOf(ProjectionUnavailable.class)
                    .hasMessageContaining("newer build");
            assertThat(node.engine().reads("learners").ranked(Key.USERS)).isNotEmpty();
            new GeneratedHistory(13, store.dataSource(), node.signal(), "later").append(20);
            RedisDump.of(redis, 1).assertSameAs(before);
            assertThat(epochs()).isEqualTo(epochs);
            assertThat(told()).anySatisfy(line -> assertThat(line).contains("catalog"));

            redis.in(1).flushdb();
            node.awaitWorking();
            node.assertEqualsReplay();
        }
    }

    @Test
    void isWipedOnceAndNotInTurnsWhileBuildsAreMixed() {
        var newer = Projections.ALL.stream()
                .map(one -> new Projection(one.name(), one.database(), one.layout() + 1, one.segmented(), one.handlers()))
                .toList();
        try (var old = Node.started("old", redis, store.dataSource())) {
            var history = new GeneratedHistory(14, store.dataSource(), old.signal());
            history.append(60);
            old.awaitCaughtUp();
            try (var young = Node.started(Node.settings("young", 2, 40), redis, store.dataSource(), newer)) {
                young.awaitWorking();
                young.assertEqualsReplay();
                var epochs = epochs();
                awaitYielding(old);
                history.append(100);
                young.assertEqualsReplay();
                assertThat(epochs()).isEqualTo(epochs);
                assertThat(versions()).isEqualTo(written(newer));

                redis.flushAll();
                await().atMost(Node.PATIENCE).until(() -> versions().equals(written(newer)));
                young.assertEqualsReplay();
            }
            var epochs = epochs();
            history.append(20);
            awaitYielding(old);
            assertThat(epochs()).as("the last newer node is gone").isEqualTo(epochs);
        }
    }

    private static void awaitYielding(Node node) {
        await().atMost(Node.PATIENCE).until(() -> node.engine().states().stream()
                .filter(state -> state.projection().equals("catalog"))
                .allMatch(state -> state.condition() == SegmentState.Condition.FAILING
                        && String.valueOf(state.problem()).contains("left to newer nodes")));
    }

    private List<String> told() {
        return List.copyOf(logged.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> epochs() {
        return Projections.ALL.stream().map(projection -> Positions.epoch(redis, projection)).toList();
    }

    private static List<String> written(List<Projection> projections) {
        return projections.stream().map(projection -> Integer.toString(projection.layout())).toList();
    }

    private List<String> versions() {
        return Projections.ALL.stream()
                .map(projection -> redis.in(projection.database()).hget(key(projection), "layout"))
                .map(version -> version == null ? "" : new String(version, StandardCharsets.UTF_8))
                .toList();
    }

    private static String key(Projection projection) {
        return "projection:" + projection.name();
    }
}
