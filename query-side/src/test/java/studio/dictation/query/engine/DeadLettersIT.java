package studio.dictation.query.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.GeneratedHistory.Learner;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.KeyChange.Effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an operator does to dead letters, while nobody else works on the projection. */
class DeadLettersIT {
    private static final String REFUSED = IllegalArgumentException.class.getName();
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final GeneratedHistory history = new GeneratedHistory(7, store.dataSource(), new AppendSignal());
    private final Learner unlucky = history.learners().get(3);
    private final Learner other = history.learners().get(4);
    private final Set<ProgressSaved> poison = ConcurrentHashMap.newKeySet();
    private final List<Projection> faulty = Faults.whenHandled(save -> {
        if (poison.contains(save)) {
            throw new IllegalArgumentException("Refused by the test");
        }
    });
    private final Node idle = new Node(Node.settings("operator", 2, 40), redis, store.dataSource(), faulty);
    private final DeadLetters letters = idle.engine().deadLetters("learners");

    @AfterEach
    void close() {
        idle.close();
        store.close();
    }

    @Test
    void areListedInPartsTheOldestOfASequenceFirst() {
        history.append(40);
        var first = refused(unlucky);
        var second = history.save(unlucky);
        var third = history.save(unlucky);
        var others = refused(other);
        work();

        var whole = letters.page(null, 100);

        assertThat(whole.next()).isNull();
        assertThat(whole.letters()).hasSize(4).filteredOn(letter -> letter.sequence().equals(unlucky.id().toString()))
                .extracting(letter -> letter.position().eventId()).containsExactly(id(first), id(second), id(third));
        assertThat(letter(whole, first).error()).isEqualTo(REFUSED);
        assertThat(letter(whole, second).error()).isNull();
        assertThat(letter(whole, others).event()).satisfies(event -> {
            assertThat(event.name()).isEqualTo("progress.ProgressSaved");
            assertThat(event.streamId()).startsWith("progress:" + other.id());
            assertThat(event.payload()).isNull();
        });
        List<DeadLetter> parts = new ArrayList<>();
        String cursor = null;
        do {
            var part = letters.page(cursor, 2);
            assertThat(part.letters()).hasSizeBetween(1, 2);
            parts.addAll(part.letters());
            cursor = part.next();
        } while (cursor != null);
        assertThat(parts).usingRecursiveComparison().isEqualTo(whole.letters());
        for (var none : List.of("", "x", "0", "x:y", "0:y:z")) {
            assertThatThrownBy(() -> letters.page(none, 2)).as(none).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void areAppliedInTheirOrderAsFarAsItGoes() {
        history.append(40);
        var first = refused(unlucky);
        var second = history.save(unlucky);
        var third = refused(unlucky);
        var fourth = history.save(unlucky);
        work();
        poison.remove((ProgressSaved) first.getPayload());

        var retried = letters.retry(id(first), false).orElseThrow();

        assertThat(retried.settled()).isTrue();
        assertThat(retried.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.applied()).isEqualTo(2);
            assertThat(attempt.waiting()).isEqualTo(2);
            assertThat(attempt.lastApplied().eventId()).isEqualTo(id(second));
            assertThat(attempt.stoppedAt().eventId()).isEqualTo(id(third));
            assertThat(attempt.error()).isEqualTo(REFUSED);
            assertThat(attempt.changes()).isEmpty();
        });
        assertThat(letters.page(null, 9).letters()).extracting(DeadLetter::error).containsExactly(REFUSED, null);
        assertThat(letters.retry(id(first), false)).as("waits no longer").isEmpty();
        assertThat(letters.retry(id(fourth), false).orElseThrow().settled()).isFalse();
        poison.clear();
        assertThat(letters.retry(id(fourth), false).orElseThrow().settled()).isTrue();
        assertThat(letters.page(null, 9).letters()).isEmpty();
        idle.assertEqualsReplay();
    }

    @Test
    void areRehearsedWithoutAnythingBeingWritten() {
        history.append(40);
        var first = refused(unlucky);
        history.save(unlucky);
        var third = refused(unlucky);
        work();
        poison.remove((ProgressSaved) first.getPayload());
        var before = everything();

        var rehearsed = letters.retry(id(third), true).orElseThrow();
        letters.retryAll(true, null, 10, LONG);

        assertThat(everything()).isEqualTo(before);
        assertThat(rehearsed.settled()).isFalse();
        var attempt = rehearsed.attempts().getFirst();
        assertThat(attempt.applied()).isEqualTo(2);
        assertThat(attempt.waiting()).isEqualTo(1);
        assertThat(attempt.stoppedAt().eventId()).isEqualTo(id(third));
        letters.retry(id(first), false);
        var changed = new TreeMap<>(everything());
        changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey()))
                || entry.getKey().startsWith("projection:") || entry.getKey().startsWith("letters:"));
        assertThat(attempt.changes()).as("what the retry changed then").extracting(change -> change.key())
                .containsAll(changed.keySet()).contains("user:" + unlucky.email());
        for (var change : attempt.changes()) {
            change.fields().stream().filter(field -> field.effect() == Effect.SET).forEach(field ->
                    assertThat(redis.in(0).hstrlen(change.key(), field.name())).as(field.toString()).isEqualTo((long) field.bytes()));
        }
    }

    @Test
    void areAllTriedAPartAtATime() {
        history.append(60);
        List<DomainEventMessage<?>> refused = new ArrayList<>();
        for (var learner : history.learners().subList(0, 5)) {
            refused.add(refused(learner));
            refused.add(history.save(learner));
        }
        work();
        poison.retainAll(Set.of((ProgressSaved) refused.get(4).getPayload()));

        List<Attempt> attempts = new ArrayList<>();
        String cursor = null;
        do {
            var part = letters.retryAll(false, cursor, 2, LONG);
            assertThat(part.attempts()).hasSizeBetween(1, 2);
            attempts.addAll(part.attempts());
            cursor = part.next();
        } while (cursor != null);

        assertThat(attempts).extracting(Attempt::sequence)
                .containsExactlyInAnyOrderElementsOf(history.learners().subList(0, 5).stream().map(one -> one.id().toString()).toList());
        assertThat(attempts).filteredOn(attempt -> attempt.error() == null).hasSize(4)
                .allSatisfy(attempt -> assertThat(attempt.applied()).isEqualTo(2));
        assertThat(letters.page(null, 9).letters()).hasSize(2);
        poison.clear();
        assertThat(letters.retryAll(false, null, 100, Duration.ZERO).attempts()).hasSize(1);
        idle.assertEqualsReplay();
    }

    @Test
    void areTriedWhenOneBeforeThemIsDiscarded() {
        history.append(40);
        work();
        var millis = history.studiedMillis(unlucky);
        var first = refused(unlucky);
        var afterFirst = history.studiedMillis(unlucky);
        var second = history.save(unlucky);
        work();

        var discarded = letters.discard(id(first)).orElseThrow();

        assertThat(discarded.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.applied()).isEqualTo(1);
            assertThat(attempt.lastApplied().eventId()).isEqualTo(id(second));
            assertThat(attempt.waiting()).isZero();
        });
        assertThat(letters.discard(id(first))).isEmpty();
        assertThat(letters.page(null, 9).letters()).isEmpty();
        assertThat(studied(unlucky)).isEqualTo(millis + history.studiedMillis(unlucky) - afterFirst);
        redis.flushAll();
        poison.clear();
        work();
        assertThat(studied(unlucky)).as("filled anew").isEqualTo(history.studiedMillis(unlucky));
    }

    @Test
    void areDiscardedBehindOneThatStillFails() {
        history.append(40);
        var first = refused(unlucky);
        var second = history.save(unlucky);
        work();

        var attempt = letters.discard(id(second)).orElseThrow().attempts().getFirst();

        assertThat(attempt.stoppedAt().eventId()).isEqualTo(id(first));
        assertThat(attempt.waiting()).isEqualTo(1);
    }

    @Test
    void areNotTriedWhenTheirEventIsGoneUntilTheyAreDiscarded() throws SQLException {
        history.append(40);
        var first = refused(unlucky);
        var second = history.save(unlucky);
        history.save(other);
        work();
        poison.clear();
        var epoch = Positions.epoch(redis, Projections.LEARNERS);
        execute("DELETE FROM event WHERE event_id = '" + id(first) + "'");

        assertThat(letters.page(null, 9).letters().getFirst()).satisfies(letter -> {
            assertThat(letter.position().eventId()).isEqualTo(id(first));
            assertThat(letter.event()).isNull();
        });
        for (var asked : List.of(first, second)) {
            for (var rehearse : List.of(true, false)) {
                var retried = letters.retry(id(asked), rehearse).orElseThrow();
                assertThat(retried.settled()).isFalse();
                assertThat(retried.attempts()).singleElement().satisfies(attempt -> {
                    assertThat(attempt.error()).isEqualTo(Attempt.GONE);
                    assertThat(attempt.stoppedAt().eventId()).isEqualTo(id(first));
                    assertThat(attempt.waiting()).isEqualTo(2);
                });
            }
        }
        work();
        assertThat(letters.page(null, 9).letters()).as("a start tries the letters, too").hasSize(2);
        assertThat(letters.discard(id(first)).orElseThrow().attempts().getFirst().applied()).isEqualTo(1);
        assertThat(letters.page(null, 9).letters()).isEmpty();
        assertThat(Positions.epoch(redis, Projections.LEARNERS)).isEqualTo(epoch);
        idle.assertEqualsReplay();
    }

    @Test
    void areUpcastWhenTheyAreTried() throws SQLException {
        var learner = history.register();
        var expiresAt = Instant.parse("2036-01-30T12:00:00.040Z");
        var set = new GenericDomainEventMessage<>("membership", "membership:" + learner.id(), 0, new PlanSet(learner.id(),
                UUID.randomUUID(), "Pro", 90, "admin", Instant.EPOCH, expiresAt, new PlanOutcome("Pro", expiresAt, false, null, null),
                Instant.EPOCH));
        history.append(set);
        execute("UPDATE event SET revision = 9 WHERE event_id = '" + id(set) + "'");
        work();
        assertThat(letters.page(null, 9).letters()).extracting(DeadLetter::error)
                .containsExactly("org.axonframework.serialization.SerializationException");

        execute("UPDATE event SET revision = 1, payload = convert_to((convert_from(payload, 'UTF8')::jsonb - 'outcome')::text, 'UTF8')"
                + " WHERE event_id = '" + id(set) + "'");

        assertThat(letters.retry(id(set), false).orElseThrow().settled()).isTrue();
        assertThat(idle.engine().reads("learners").hash(Key.user(learner.email())).text(Field.PLAN, ""))
                .startsWith("{\"name\":\"Pro\"").contains("2036-01-30 12:00:00");
    }

    @Test
    void ofAnEventWithoutAccountAreOneInEachSegment() throws SQLException {
        history.append(40);
        var stream = "video:c0:v9";
        var listed = new GenericDomainEventMessage<>("video", stream, 0,
                new VideoRemoved("c0", "v9", 1, Instant.EPOCH));
        history.append(listed);
        execute("UPDATE event SET revision = 9 WHERE event_id = '" + id(listed) + "'");
        work();
        assertThat(letters.page(null, 9).letters()).extracting(DeadLetter::sequence).containsExactly("c0", "c0");

        execute("UPDATE event SET revision = 1 WHERE event_id = '" + id(listed) + "'");

        var retried = letters.retry(id(listed), false).orElseThrow();
        assertThat(retried.attempts()).extracting(Attempt::segment).containsExactly(0, 1);
        assertThat(retried.settled()).isTrue();
        idle.assertEqualsReplay();
    }

    @Test
    void areUnknownWhereNothingWaits() {
        history.append(20);
        var applied = history.save(unlucky);
        work();
        assertThat(letters.page(null, 9)).isEqualTo(new DeadLetters.Page(List.of(), null));
        for (var event : List.of(id(applied), UUID.randomUUID())) {
            assertThat(letters.retry(event, false)).isEmpty();
            assertThat(letters.retry(event, true)).isEmpty();
            assertThat(letters.discard(event)).isEmpty();
        }
        assertThat(letters.retryAll(false, null, 9, LONG)).isEqualTo(new DeadLetters.Attempts(List.of(), null));
        assertThatThrownBy(() -> idle.engine().deadLetters("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A node works until it has caught up, and stops. */
    private void work() {
        try (var node = Node.started(Node.settings("worker", 2, 40), redis, store.dataSource(), faulty)) {
            node.awaitCaughtUp();
        }
    }

    private DomainEventMessage<?> refused(Learner learner) {
        var save = history.saving(learner);
        poison.add((ProgressSaved) save.getPayload());
        history.append(save);
        return save;
    }

    private long studied(Learner learner) {
        var text = idle.engine().reads("learners").hash(Key.user(learner.email())).text(Field.DURATION_DATA, "{\"duration\":0,");
        return Math.round(Double.parseDouble(text.substring("{\"duration\":".length(), text.indexOf(','))) * 1_000);
    }

    /** Every key of the projection, the engine's included, byte by byte. */
    private Map<String, String> everything() {
        Map<String, String> dumps = new TreeMap<>();
        redis.in(0).keys("*").forEach(key -> dumps.put(key, Base64.getEncoder().encodeToString(redis.in(0).dump(key))));
        return dumps;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = store.plainDataSource().getConnection(); var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static DeadLetter letter(DeadLetters.Page page, DomainEventMessage<?> event) {
        return page.letters().stream().filter(letter -> letter.position().eventId().equals(id(event))).findFirst().orElseThrow();
    }

    private static UUID id(DomainEventMessage<?> message) {
        return UUID.fromString(message.getIdentifier());
    }
}
