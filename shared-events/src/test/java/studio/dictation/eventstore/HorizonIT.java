package studio.dictation.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.eventstore.Samples.event;

/** No event is skipped and none is seen twice, whatever writers do. */
class HorizonIT {
    private static final Instant YEARS_AGO = Instant.parse("2009-02-13T23:31:30.000Z");

    private final PostgresTestStore store = PostgresTestStore.create();
    private final EventReader reader = new EventReader(store.dataSource());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void standsStillAtATransactionHeldOpenWhileThousandsCommitAndThenDeliversEverything() throws Exception {
        var before = event(UUID.randomUUID(), 0);
        Transaction.append(store.dataSource(), before);
        var head = reader.head();
        try (var held = Transaction.begin(store.dataSource())) {
            held.engine().appendEvents(List.of(old(UUID.randomUUID(), 0)));
            inParallel(4, thread -> {
                for (int i = 0; i < 1000; i++) {
                    Transaction.append(store.dataSource(), old(UUID.randomUUID(), 0));
                }
                return null;
            });
            assertThat(read(EventPosition.START)).extracting(StoredEvent::eventId)
                    .containsExactly(UUID.fromString(before.getIdentifier()));
            var page = reader.read(head, EventFilter.ALL, 100, 1 << 20);
            assertThat(page.events()).isEmpty();
            assertThat(page.reachedHead()).isTrue();
            assertThat(page.pendingAboveHorizon()).isTrue();
            assertThat(reader.head()).isEqualTo(head);
            held.commit();
        }
        var all = read(EventPosition.START);
        assertThat(all).hasSize(4002).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> a.position().compareTo(b.position()));
        assertThat(read(head)).hasSize(4001);
        assertThat(reader.read(all.getLast().position(), EventFilter.ALL, 100, 1 << 20))
                .isEqualTo(new Page(List.of(), true, false));
        assertThat(reader.head()).isEqualTo(all.getLast().position());
    }

    @Test
    void isExplainedByTheOldestTransactionOfAnyDatabase() throws Exception {
        try (var other = PostgresTestStore.create(); var held = Transaction.begin(other.dataSource())) {
            held.takeTransactionId();
            Transaction.append(store.dataSource(), event(UUID.randomUUID(), 0));
            var page = reader.read(EventPosition.START, EventFilter.ALL, 100, 1 << 20);
            assertThat(page.events()).isEmpty();
            assertThat(page.pendingAboveHorizon()).isTrue();
            var oldest = HorizonHealth.read(store.dataSource()).oldest().orElseThrow();
            assertThat(oldest.pid()).isEqualTo(held.connection().unwrap(PGConnection.class).getBackendPID());
            assertThat(oldest.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(other.jdbcUrl()).contains(oldest.database());
        }
        assertThat(HorizonHealth.read(store.dataSource())).isEqualTo(new HorizonHealth(Optional.empty(), List.of()));
        assertThat(read(EventPosition.START)).hasSize(1);
    }

    @Test
    void hidesNotThatThereIsSomethingAboveIt() throws SQLException {
        var settled = event(UUID.randomUUID(), 0);
        var above = event(UUID.randomUUID(), 0);
        Transaction.append(store.dataSource(), settled);
        try (var held = Transaction.begin(store.dataSource())) {
            held.takeTransactionId();
            Transaction.append(store.dataSource(), above);

            await().until(() -> reader.mayBeBehind(reader.head()));

            var all = reader.byIds(List.of(UUID.fromString(settled.getIdentifier()), UUID.fromString(above.getIdentifier())));
            assertThat(reader.head()).isEqualTo(all.getFirst().position());
            await().until(() -> !reader.mayBeBehind(all.getLast().position()));
        }
    }

    @Test
    void isHeldByAPreparedTransactionWhichHealthNames() throws SQLException {
        try (var connection = store.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("BEGIN; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'forgotten'");
            try {
                Transaction.append(store.dataSource(), event(UUID.randomUUID(), 0));
                assertThat(read(EventPosition.START)).isEmpty();
                assertThat(HorizonHealth.read(store.dataSource()).prepared()).singleElement().satisfies(prepared -> {
                    assertThat(prepared.gid()).isEqualTo("forgotten");
                    assertThat(prepared.age()).isLessThan(Duration.ofMinutes(1));
                    assertThat(store.jdbcUrl()).contains(prepared.database());
                });
            } finally {
                statement.execute("ROLLBACK PREPARED 'forgotten'");
            }
        }
        assertThat(read(EventPosition.START)).hasSize(1);
    }

    @Test
    void passesARollbackStormWithoutLosingOrInventingAnEvent() throws Exception {
        Set<UUID> committed = Collections.synchronizedSet(new HashSet<>());
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = threads.submit(() -> follow(writing, new Random(7)));
            inParallel(4, thread -> {
                var random = new Random(thread);
                for (int i = 0; i < 600; i++) {
                    try (var transaction = Transaction.begin(store.dataSource())) {
                        var event = old(UUID.randomUUID(), 0);
                        transaction.engine().appendEvents(List.of(event));
                        if (random.nextInt(4) == 0) {
                            transaction.commit();
                            committed.add(UUID.fromString(event.getIdentifier()));
                        }
                    }
                }
                return null;
            });
            writing.set(false);
            assertThat(seen.get()).extracting(StoredEvent::eventId).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(committed);
        }
    }

    @Test
    void letsThreeReadersSeeTheSameOrderOfTwoWritersThatFightOverStreams() throws Exception {
        var streams = IntStream.range(0, 5).mapToObj(i -> UUID.randomUUID()).toList();
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 3).mapToObj(i -> threads.submit(() -> follow(writing, new Random(i)))).toList();
            var conflicts = inParallel(2, thread -> writeContinuing(streams, new Random(100 + thread)));
            writing.set(false);
            var truth = read(EventPosition.START);
            assertThat(truth).hasSizeGreaterThan(500);
            assertThat(conflicts.stream().mapToInt(Integer::intValue).sum()).as("conflicts").isPositive();
            for (var learner : streams) {
                var sequences = truth.stream().filter(event -> learner.equals(event.subject()))
                        .map(StoredEvent::streamSequence).toList();
                assertThat(sequences).isEqualTo(
                        LongStream.range(0, sequences.size()).boxed().toList());
            }
            for (var seen : readers) {
                assertThat(seen.get()).extracting(StoredEvent::position)
                        .isEqualTo(truth.stream().map(StoredEvent::position).toList());
            }
        }
    }

    /** Appends one to three events at a time, sometimes after having taken the transaction's id much earlier. */
    private int writeContinuing(List<UUID> streams, Random random) throws SQLException {
        int conflicts = 0;
        for (int i = 0; i < 400; i++) {
            var learner = streams.get(random.nextInt(streams.size()));
            try (var transaction = Transaction.begin(store.dataSource())) {
                if (random.nextInt(3) == 0) {
                    transaction.takeTransactionId();
                    pause(random);
                }
                long next = transaction.engine().lastSequenceNumberFor(Samples.stream(learner)).orElse(-1L) + 1;
                for (int n = random.nextInt(3); n >= 0; n--) {
                    transaction.engine().appendEvents(List.of(event(learner, next++)));
                }
                pause(random);
                transaction.commit();
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                conflicts++;
            }
        }
        return conflicts;
    }

    private List<StoredEvent> follow(AtomicBoolean writing, Random random) {
        List<StoredEvent> seen = new ArrayList<>();
        boolean last;
        do {
            last = !writing.get();
            var after = seen.isEmpty() ? EventPosition.START : seen.getLast().position();
            seen.addAll(last ? read(after) : reader.read(after, EventFilter.ALL, 1 + random.nextInt(20), 1 << 20).events());
            pause(random);
        } while (!last);
        return seen;
    }

    private static void pause(Random random) {
        LockSupport.parkNanos(random.nextInt(3_000_000));
    }

    private List<StoredEvent> read(EventPosition after) {
        List<StoredEvent> events = new ArrayList<>();
        Page page;
        do {
            page = reader.read(events.isEmpty() ? after : events.getLast().position(), EventFilter.ALL, 1000, 1 << 20);
            events.addAll(page.events());
        } while (!page.reachedHead());
        return events;
    }

    private static DomainEventMessage<?> old(UUID learner, long sequence) {
        return event(Samples.stream(learner), sequence, Samples.typed(learner), YEARS_AGO);
    }

    private interface Work<T> {
        T run(int thread) throws SQLException;
    }

    private static <T> List<T> inParallel(int count, Work<T> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var tasks = IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> work.run(i)).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        }
    }
}
