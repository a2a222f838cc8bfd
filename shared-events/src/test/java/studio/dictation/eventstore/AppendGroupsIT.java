package studio.dictation.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.eventstore.Samples.event;

/** Many lone appends at once: they share statements and commits, and nothing else. */
class AppendGroupsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FOR_A_TRANSACTION = " WHERE locktype = 'transactionid' AND NOT granted";
    private static final int MORE_THAN_ARE_WRITTEN_ALONE = 5;
    private static PostgresTestStore store;

    private final AtomicInteger connected = new AtomicInteger();
    private final PostgresEventStorageEngine engine = new PostgresEventStorageEngine(() -> {
        var connection = store.dataSource().getConnection();
        connection.setAutoCommit(false);
        connected.incrementAndGet();
        return connection;
    }, new EventReader(store.dataSource()), Samples.NAMES, Samples.DECODER, Map.of(), untouched -> true);

    /** With connections for all, so that nobody waits for one while others are being written. */
    @BeforeAll
    static void open() throws SQLException {
        store = PostgresTestStore.create();
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            open.add(store.dataSource().getConnection());
        }
        for (var connection : open) {
            connection.close();
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void areAllStoredOnceAndInTheOrderOfTheirStreams() throws SQLException {
        var learners = learners(30);
        learners.stream()
                .map(learner -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 40).forEach(i -> append(event(learner, i))), AppendGroupsIT::start))
                .toList()
                .forEach(CompletableFuture::join);

        for (var learner : learners) {
            assertThat(storedOf(learner)).isEqualTo(IntStream.range(0, 40).boxed().toList());
        }
        assertThat(transactionsOf(learners)).isLessThan(30 * 40 / 2);
    }

    @Test
    void areRefusedEachForItself() throws SQLException {
        var learners = learners(20);
        learners.forEach(learner -> append(event(learner, 0)));
        connected.set(0);
        var late = learners.getFirst();
        var holes = learners(MORE_THAN_ARE_WRITTEN_ALONE);
        var begun = learners.get(1);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        learners.forEach(learner -> events.add(event(learner, 1)));
        holes.forEach(hole -> events.add(event(hole, 5)));
        events.addAll(List.of(event(late, 1), event(begun, 0)));

        var appended = whileTheTableIsLocked(events);

        var refusals = appended.stream().map(AppendGroupsIT::failure).filter(Objects::nonNull).toList();
        assertThat(refusals).hasSize(MORE_THAN_ARE_WRITTEN_ALONE + 2);
        holes.forEach(hole -> assertThat(refusals).anySatisfy(refusal -> assertThat(refusal).isInstanceOf(ConcurrencyException.class)
                .hasMessageContaining(hole.toString())));
        assertThat(refusals)
                .satisfiesOnlyOnce(refusal -> assertThat(refusal).isInstanceOf(AggregateStreamCreationException.class)
                        .hasMessageContaining(begun.toString()))
                .satisfiesOnlyOnce(refusal -> assertThat(refusal).isInstanceOf(ConcurrencyException.class)
                        .hasMessageContaining(late.toString()));
        for (var learner : learners) {
            assertThat(storedOf(learner)).containsExactly(0, 1);
        }
        for (var hole : holes) {
            assertThat(storedOf(hole)).isEmpty();
        }
    }

    @Test
    void doNotFailWithOneThatTheServerDoesNotTake() throws SQLException {
        var learners = learners(20);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        learners.forEach(learner -> events.add(event(learner, 0)));
        IntStream.range(0, MORE_THAN_ARE_WRITTEN_ALONE)
                .forEach(i -> events.add(event("progress:\0" + i, 0, Samples.typed(UUID.randomUUID()))));

        var appended = whileTheTableIsLocked(events);

        assertThat(appended.subList(20, appended.size())).allSatisfy(refused -> assertThat(failure(refused))
                .isInstanceOf(EventStoreException.class).hasMessageContaining("SQL state 22021"));
        assertThat(appended.subList(0, 20)).allSatisfy(fine -> assertThat(failure(fine)).isNull());
        for (var learner : learners) {
            assertThat(storedOf(learner)).containsExactly(0);
        }
    }

    @Test
    void failTogetherWithTheirConnectionAndStoreNothing() throws SQLException {
        var learners = learners(20);
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        try (var locking = store.dataSource().getConnection(); var lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE event IN SHARE MODE");
            appended.addAll(learners.stream().map(learner -> appending(event(learner, 0))).toList());
            awaitAllTaken(20);
            await().atMost(SOON).until(() -> {
                lock.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'event'::regclass AND NOT granted");
                return appended.stream().allMatch(CompletableFuture::isDone);
            });
            locking.rollback();
        }

        assertThat(appended).allSatisfy(failed -> assertThat(failure(failed)).isInstanceOf(EventStoreException.class));
        for (var learner : learners) {
            assertThat(storedOf(learner)).isEmpty();
            append(event(learner, 0));
            assertThat(storedOf(learner)).containsExactly(0);
        }
    }

    @Test
    void goOnWhileOneWaitsForAnotherTransaction() throws SQLException {
        var contested = UUID.randomUUID();
        CompletableFuture<Void> waiting;
        try (var other = Transaction.begin(store.dataSource())) {
            other.engine().appendEvents(List.of(event(contested, 0), event(contested, 1)));
            waiting = appending(event(contested, 0));
            await().atMost(SOON).until(() -> waiting(FOR_A_TRANSACTION) == 1);

            var learners = learners(20);
            var others = learners.stream().map(learner -> appending(event(learner, 0))).toList();

            others.forEach(appended -> assertThat(appended).succeedsWithin(SOON));
            assertThat(waiting).isNotDone();
            other.commit();
        }
        await().atMost(SOON).until(waiting::isDone);
        assertThat(failure(waiting)).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(storedOf(contested)).containsExactly(0, 1);
    }

    @Test
    void goOnAtOnceWhileALargeGroupWaitsForAnotherTransaction() throws SQLException {
        var contested = learners(5);
        try (var other = Transaction.begin(store.dataSource())) {
            other.engine().appendEvents(contested.stream().map(learner -> event(learner, 0)).toList());
            List<CompletableFuture<Void>> appended = new ArrayList<>();
            contested.subList(0, 4).forEach(learner -> appended.add(appending(event(learner, 0))));
            await().atMost(SOON).until(() -> waiting(FOR_A_TRANSACTION) == 4);
            learners(20).forEach(learner -> appended.add(appending(event(learner, 0))));
            appended.add(appending(event(contested.getLast(), 0)));
            await().atMost(SOON).until(() -> waiting(FOR_A_TRANSACTION) == 5);

            var learner = UUID.randomUUID();
            long begun = System.nanoTime();
            IntStream.range(0, 100).forEach(i -> append(event(learner, i)));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("a hundred appends, one after another")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(appended.getLast()).isNotDone();
            other.commit();
            await().atMost(SOON).until(() -> appended.stream().allMatch(CompletableFuture::isDone));
            assertThat(appended.stream().map(AppendGroupsIT::failure).filter(Objects::nonNull)).hasSize(5)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(AggregateStreamCreationException.class));
        }
    }

    @Test
    void leaveNoHoleAndNoDoubleWhereTwoNodesFightOverStreams() throws SQLException {
        var learners = learners(8);
        var other = new AppendGroupsIT();
        var refused = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> (i % 2 == 0 ? this : other).fight(learners, new Random(i)), AppendGroupsIT::start))
                .toList().stream()
                .mapToInt(CompletableFuture::join)
                .sum();

        assertThat(refused).isPositive();
        int stored = 0;
        for (var learner : learners) {
            var sequences = storedOf(learner);
            assertThat(sequences).isEqualTo(IntStream.range(0, sequences.size()).boxed().toList());
            stored += sequences.size();
        }
        assertThat(stored).isEqualTo(24 * 40 - refused);
    }

    /** Appends behind what is stored, forty times; answers how often somebody else was faster. */
    private int fight(List<UUID> learners, Random random) {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            var learner = learners.get(random.nextInt(learners.size()));
            try {
                append(event(learner, engine.lastSequenceNumberFor(Samples.stream(learner)).orElse(-1L) + 1));
            } catch (ConcurrencyException | AggregateStreamCreationException faster) {
                refused++;
            }
        }
        return refused;
    }

    /** Has all of them wait for the table together, so that they are written in groups. */
    private List<CompletableFuture<Void>> whileTheTableIsLocked(List<DomainEventMessage<?>> events) throws SQLException {
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        try (var locking = store.dataSource().getConnection(); var lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE event IN SHARE MODE");
            events.forEach(event -> appended.add(appending(event)));
            awaitAllTaken(events.size());
            locking.rollback();
        }
        await().atMost(SOON).until(() -> appended.stream().allMatch(CompletableFuture::isDone));
        return appended;
    }

    /** Four are written alone, and the rest together when it has waited for long. */
    private void awaitAllTaken(int events) {
        await().atMost(SOON).until(() -> connected.get() == events && waiting(" WHERE relation = 'event'::regclass AND NOT granted") >= 5);
    }

    private static long waiting(String where) throws SQLException {
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_locks" + where)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private CompletableFuture<Void> appending(DomainEventMessage<?> event) {
        return CompletableFuture.runAsync(() -> append(event), AppendGroupsIT::start);
    }

    private void append(DomainEventMessage<?> event) {
        engine.appendEvents(List.of(event));
    }

    private static void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    private static List<UUID> learners(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }

    private static Throwable failure(CompletableFuture<Void> appended) {
        return appended.handle((nothing, failure) -> failure instanceof CompletionException wrapped ? wrapped.getCause() : failure).join();
    }

    /** Numbers of a learner's events, in the order of readers. */
    private static List<Integer> storedOf(UUID learner) throws SQLException {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.prepareStatement("SELECT stream_sequence FROM event WHERE stream_id = ?"
                        + " ORDER BY generation, xid, sequence")) {
            statement.setString(1, Samples.stream(learner));
            List<Integer> sequences = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sequences.add(rows.getInt(1));
                }
            }
            return sequences;
        }
    }

    private static int transactionsOf(List<UUID> learners) throws SQLException {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.prepareStatement("SELECT count(DISTINCT xid) FROM event WHERE subject = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("uuid", learners.toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
