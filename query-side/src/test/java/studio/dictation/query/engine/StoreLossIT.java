package studio.dictation.query.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** PostgreSQL goes away, and comes back as it was, or as it was some time ago. */
class StoreLossIT {
    private static final TestPostgres POSTGRES = new TestPostgres();

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
    void stopListening() {
        engineLog.detachAppender(logged);
        engineLog.setLevel(null);
    }

    @AfterAll
    static void close() {
        POSTGRES.close();
    }

    @Test
    void isBridgedAndTheDataIsFilledAnewOnlyIfEventsAreGone() {
        try (var node = Node.started("a", redis, POSTGRES.dataSource())) {
            var history = new GeneratedHistory(6, POSTGRES.dataSource(), node.signal());
            history.append(200);
            node.awaitCaughtUp();
            var epochs = epochs();

            POSTGRES.stop();
            awaitFailing(node);
            var copy = POSTGRES.copy();
            POSTGRES.start();
            node.awaitWorking();
            history.append(100);
            node.assertEqualsReplay();
            assertThat(epochs()).as("a restart loses nothing").isEqualTo(epochs);
            assertThat(logged.list).as("one warning a segment and outage").hasSizeLessThanOrEqualTo(8);

            var lost = history.register();
            node.awaitCaughtUp();
            POSTGRES.stop();
            awaitFailing(node);
            POSTGRES.restore(copy);
            POSTGRES.start();
            await().atMost(Node.PATIENCE).until(() -> epochs().stream().noneMatch(epochs::contains));
            node.assertEqualsReplay();
            assertThat(node.engine().reads("learners").hash(Key.user(lost.email())).exists()).isFalse();
            assertThat(logged.list).filteredOn(event -> event.getLevel() == Level.ERROR)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(message -> message.contains("learners is filled anew")
                            && message.contains("that the event store does not hold"));

            new GeneratedHistory(7, POSTGRES.dataSource(), node.signal(), "again").append(50);
            node.assertEqualsReplay();
        }
    }

    @Test
    void isNoticedWhenTheStoreIsAnotherOne() {
        try (var first = PostgresTestStore.create();
                var node = Node.started("a", redis, first.dataSource())) {
            new GeneratedHistory(8, first.dataSource(), node.signal()).append(60);
            node.awaitCaughtUp();
        }
        var epochs = epochs();
        try (var fresh = PostgresTestStore.create();
                var node = Node.started("b", redis, fresh.dataSource())) {
            var history = new GeneratedHistory(9, fresh.dataSource(), new AppendSignal());
            await().atMost(Node.PATIENCE).until(() -> epochs().stream().noneMatch(epochs::contains));
            history.append(60);
            node.assertEqualsReplay();
        }
    }

    private static void awaitFailing(Node node) {
        await().atMost(Node.PATIENCE).until(() -> node.engine().states().stream()
                .allMatch(state -> state.condition() == SegmentState.Condition.FAILING));
    }

    private List<String> epochs() {
        return Projections.ALL.stream().map(projection -> Positions.epoch(redis, projection)).toList();
    }
}
