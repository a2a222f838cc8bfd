package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.GeneratedHistory.Learner;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events that can't be applied: their learner waits, everybody else goes on, and nothing is skipped. */
class ParkingIT {
    private static final List<Projection> LEARNERS = List.of(Projections.LEARNERS);

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(5, store.dataSource(), new AppendSignal());
    private final Learner unlucky = history.learners().get(3);
    private final Learner lucky = history.learners().get(4);
    private final Set<ProgressSaved> poison = ConcurrentHashMap.newKeySet();
    private final Consumer<ProgressSaved> fault = save -> {
        if (poison.contains(save)) {
            throw new IllegalArgumentException("Refused by the test");
        }
    };

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void parksTheSequenceOfAnEventThatItsHandlerRefuses() {
        parksAndRecovers(Faults.whenHandled(fault), 40);
    }

    @Test
    void parksTheSequenceOfAChangeThatCannotBeApplied() {
        parksAndRecovers(Faults.whenAccountApplied(fault), 40);
    }

    @Test
    void parksEventsOneByOneAsInLargeBatches() {
        parksAndRecovers(Faults.whenDictationApplied(fault), 1);
    }

    @Test
    void parksTheSequenceOfAValueThatCannotBeWritten() {
        parksAndRecovers(Faults.whenWritten(account -> {
            if (account.equals(unlucky.id().toString()) && !poison.isEmpty()) {
                throw new IllegalArgumentException("Refused by the test");
            }
        }), 40);
    }

    @Test
    void keepsTheOrderOfFailuresThatAreFoundInAnother() throws SQLException {
        history.append(30);
        var first = history.saving(unlucky);
        var between = history.saving(unlucky);
        var last = history.saving(unlucky);
        var failing = new ArrayList<>(Faults.whenAccountApplied(save -> {
            if (save.equals(first.getPayload())) {
                throw new IllegalArgumentException("Refused by the test");
            }
        }));
        var alsoFailing = Faults.whenDictationApplied(save -> {
            if (save.equals(last.getPayload())) {
                throw new IllegalStateException("Refused by the test");
            }
        }).getFirst();
        var both = failing.getFirst();
        var combined = new Projection(both.name(), both.database(), both.layout(), both.segmented(), changes -> {
            var handlers = new ArrayList<>(both.handlers().apply(changes));
            handlers.addAll(alsoFailing.handlers().apply(changes).reversed().subList(0, 1));
            return handlers;
        });
        try (var node = Node.started(Node.settings("a", 1, 500), redis, store.dataSource(), List.of(combined))) {
            node.awaitCaughtUp();
            GeneratedHistory.append(store.dataSource(), first, between, last);
            node.awaitCaughtUp();
            assertThat(parkedIds()).containsExactly(id(first), id(between), id(last));
        }
        recovered();
    }

    @Test
    void parksWhatCannotBeDecodedUntilTheStoreIsPutRight() throws SQLException {
        history.append(30);
        var broken = history.save(unlucky);
        var stored = payloadOf(id(broken));
        setPayload(id(broken), "{\"broken\":".getBytes(StandardCharsets.UTF_8));
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), LEARNERS)) {
            history.append(100);
            var behind = history.save(unlucky);
            node.awaitCaughtUp();
            assertThat(parkedIds()).startsWith(id(broken)).endsWith(id(behind));
            setPayload(id(broken), stored);
            node.engine().retryLetters("learners");
            await().atMost(Node.PATIENCE).until(() -> Positions.letters(redis, Projections.LEARNERS).isEmpty());
            node.assertEqualsReplay();
        }
    }

    @Test
    void tellsThoseWhoWaitThatTheirEventsAreParked() {
        try (var node = Node.started(Node.settings("a", 2, 40), redis, store.dataSource(), Faults.whenHandled(fault))) {
            node.awaitCaughtUp();
            var refused = history.saving(unlucky);
            poison.add((ProgressSaved) refused.getPayload());
            history.append(refused);
            assertThat(arrived(node, refused)).isEqualTo(Arrivals.Result.PARKED);
            assertThat(arrived(node, history.save(unlucky))).isEqualTo(Arrivals.Result.PARKED);
            assertThat(arrived(node, history.save(lucky))).isEqualTo(Arrivals.Result.VISIBLE);
        }
    }

    private void parksAndRecovers(List<Projection> faulty, int batchEvents) {
        history.append(60);
        try (var node = Node.started(Node.settings("a", 2, batchEvents), redis, store.dataSource(), faulty)) {
            node.awaitCaughtUp();
            var before = studied(node, unlucky);
            var refused = history.saving(unlucky);
            poison.add((ProgressSaved) refused.getPayload());
            history.append(refused);
            history.save(lucky);
            history.append(150);
            var behind = history.save(unlucky);
            history.save(lucky);
            node.awaitCaughtUp();
            assertThat(Positions.letters(redis, Projections.LEARNERS)).containsOnlyKeys(unlucky.id().toString());
            var ids = parkedIds();
            assertThat(ids).startsWith(id(refused)).endsWith(id(behind));
            assertThat(ids).as("stored events in their order").isEqualTo(
                    new EventReader(store.dataSource()).byIds(ids).stream().map(event -> event.eventId()).toList());
            assertThat(Positions.letters(redis, Projections.LEARNERS).get(unlucky.id().toString()))
                    .first().asString().endsWith("java.lang.IllegalArgumentException");
            assertThat(studied(node, unlucky)).as("nothing of it is left").isEqualTo(before);
            assertThat(node.engine().states()).extracting(SegmentState::letters).contains(ids.size());
        }
        recovered();
    }

    /** The handlers are put right, and the service starts again. */
    private void recovered() {
        poison.clear();
        history.append(50);
        try (var node = Node.started(Node.settings("b", 2, 40), redis, store.dataSource(), LEARNERS)) {
            node.assertEqualsReplay();
            await().atMost(Node.PATIENCE).until(() -> Positions.letters(redis, Projections.LEARNERS).isEmpty());
            node.assertEqualsReplay();
        }
    }

    private static Arrivals.Result arrived(Node node, DomainEventMessage<?> message) {
        return node.engine().arrivals().await(node.engine().expected(message.getPayload(), id(message)), Node.PATIENCE);
    }

    private static String studied(Node node, Learner learner) {
        return node.engine().reads("learners").hash(Key.user(learner.email())).text(Field.DURATION_DATA, "");
    }

    private List<UUID> parkedIds() {
        return Positions.letters(redis, Projections.LEARNERS).get(unlucky.id().toString()).stream()
                .map(line -> Letters.Letter.parse(line).position().eventId())
                .toList();
    }

    private static UUID id(DomainEventMessage<?> message) {
        return UUID.fromString(message.getIdentifier());
    }

    private byte[] payloadOf(UUID event) {
        return new EventReader(store.dataSource()).byIds(List.of(event)).getFirst().payload();
    }

    private void setPayload(UUID event, byte[] payload) throws SQLException {
        try (var connection = store.plainDataSource().getConnection();
                var update = connection.prepareStatement("UPDATE event SET payload = ? WHERE event_id = ?")) {
            update.setBytes(1, payload);
            update.setObject(2, event);
            update.executeUpdate();
        }
    }
}
