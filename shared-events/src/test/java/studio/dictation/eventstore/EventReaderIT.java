package studio.dictation.eventstore;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.eventstore.Samples.ChannelNamed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventReaderIT {
    private static final int DAYS = 60;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final EventReader reader = new EventReader(store.dataSource());
    private List<StoredEvent> all = List.of();

    /** One event a day: learners', every third a channel's. */
    @BeforeAll
    void fill() throws SQLException {
        assertThat(reader.head()).isEqualTo(EventPosition.START);
        assertThat(reader.read(EventPosition.START, EventFilter.ALL, 10, 1000)).isEqualTo(new Page(List.of(), true, false));
        var random = new Random(1);
        for (int day = 0; day < DAYS; day++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            var at = Samples.NOON.plusSeconds(86_400L * day);
            Transaction.append(store.dataSource(), day % 3 == 0
                    ? Samples.event("channel:" + id, 0, new ChannelNamed("UC", "x".repeat(500)), at)
                    : Samples.event(Samples.stream(id), 0, Samples.typed(id), at));
        }
        all = reader.read(EventPosition.START, EventFilter.ALL, 1000, 1 << 20).events();
        assertThat(all).hasSize(DAYS);
    }

    @AfterAll
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 16, 256})
    void givesEachSegmentItsLearnersEventsAndThoseOfNobody(int count) {
        for (int segment : IntStream.range(0, count).limit(20).toArray()) {
            var filter = new EventFilter(Set.of("progress.LinesTyped", "catalog.ChannelNamed"), segment, count);
            var events = reader.read(EventPosition.START, filter, 1000, 1 << 20).events();
            assertThat(events).extracting(StoredEvent::position)
                    .isEqualTo(all.stream().map(StoredEvent::position).toList());
            assertThat(events).allSatisfy(event -> assertThat(event.wanted())
                    .isEqualTo(filter.wants(event.name(), event.subject())).isEqualTo(event.metadata() != null));
        }
    }

    @Test
    void countsWhatStandsBehindAPositionAndNoFurtherThanAskedFor() {
        assertThat(reader.behind(reader.head(), 10)).isEqualTo(new EventReader.Behind(0, null));
        assertThat(reader.behind(all.get(DAYS - 4).position(), 10)).isEqualTo(new EventReader.Behind(3, all.get(DAYS - 3).occurredAt()));
        assertThat(reader.behind(EventPosition.START, 10)).isEqualTo(new EventReader.Behind(10, all.getFirst().occurredAt()));
    }

    @Test
    void saysThatThereMayBeMoreInsteadOfWaitingForSomebodyElsesLook() throws SQLException {
        var head = reader.head();
        await().until(() -> !reader.mayBeBehind(head));
        var done = new AtomicBoolean();
        try (var locking = store.dataSource().getConnection(); var lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE event IN ACCESS EXCLUSIVE MODE");
            var looking = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    reader.mayBeBehind(head);
                }
            }, Thread::startVirtualThread);
            await().until(() -> waiting(lock) == 1);

            await().atMost(Duration.ofSeconds(2)).until(() -> reader.mayBeBehind(head));

            assertThat(looking).isNotDone();
            assertThat(waiting(lock)).isEqualTo(1);
            done.set(true);
            locking.rollback();
            assertThat(looking).succeedsWithin(Duration.ofSeconds(20));
            locking.setAutoCommit(true);
        }
        await().until(() -> !reader.mayBeBehind(head));
    }

    @Test
    void leavesOutTheContentOfUnwantedNames() {
        var filter = new EventFilter(Set.of("catalog.ChannelNamed"), 0, 1);
        assertThat(reader.read(EventPosition.START, filter, 1000, 1 << 20).events())
                .filteredOn(StoredEvent::wanted).hasSize(DAYS / 3).extracting(StoredEvent::name).containsOnly("catalog.ChannelNamed");
    }

    @Test
    void refusesASegmentThatIsNone() {
        assertThatThrownBy(() -> new EventFilter(null, 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventFilter(null, 0, 257)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsAPageWithTheEventThatReachesTheBytes() {
        var filter = new EventFilter(Set.of("catalog.ChannelNamed"), 0, 1);
        var page = reader.read(EventPosition.START, filter, 1000, 1000);
        assertThat(page.reachedHead()).isFalse();
        assertThat(page.events()).filteredOn(StoredEvent::wanted).hasSize(2);
        assertThat(page.events().getLast().wanted()).isTrue();
        assertThat(pages(filter, 1000, 1)).isEqualTo(all.stream().map(StoredEvent::position).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, DAYS, 1000})
    void readsTheSameInPagesOfAnySize(int maxEvents) {
        assertThat(pages(EventFilter.ALL, maxEvents, 1 << 20)).isEqualTo(all.stream().map(StoredEvent::position).toList());
    }

    private List<EventPosition> pages(EventFilter filter, int maxEvents, long maxBytes) {
        List<EventPosition> positions = new ArrayList<>();
        Page page;
        do {
            page = reader.read(positions.isEmpty() ? EventPosition.START : positions.getLast(), filter, maxEvents, maxBytes);
            page.events().forEach(event -> positions.add(event.position()));
        } while (!page.reachedHead());
        return positions;
    }

    @Test
    void findsEventsById() {
        var ids = List.of(all.get(5).eventId(), UUID.randomUUID(), all.get(2).eventId());
        assertThat(reader.byIds(ids)).usingRecursiveFieldByFieldElementComparator().containsExactly(all.get(2), all.get(5));
    }

    @Test
    void findsAsManyEventsByIdAsFitIntoSomeBytesButOne() {
        var wanted = List.of(all.get(2), all.get(5), all.get(6));
        var ids = wanted.stream().map(StoredEvent::eventId).toList();
        int first = wanted.getFirst().payload().length;
        assertThat(reader.byIds(ids, 1)).extracting(StoredEvent::eventId).containsExactly(ids.getFirst());
        assertThat(reader.byIds(ids, first)).hasSize(1);
        assertThat(reader.byIds(ids, first + 1)).usingRecursiveFieldByFieldElementComparator()
                .containsExactly(wanted.get(0), wanted.get(1));
        assertThat(reader.byIds(ids, 1 << 20)).hasSize(3);
    }

    @Test
    void findsOutlinesWithoutContent() {
        assertThat(reader.outlines(List.of(all.get(5).eventId(), UUID.randomUUID()))).singleElement().satisfies(outline -> {
            assertThat(outline.wanted()).isFalse();
            assertThat(outline).usingRecursiveComparison().ignoringFields("payload", "metadata").isEqualTo(all.get(5));
        });
    }

    @Test
    void knowsThePositionsOfItsOwnHistoryOnly() {
        var position = all.get(9).position();
        assertThat(reader.contains(EventPosition.START)).isTrue();
        assertThat(reader.contains(position)).isTrue();
        assertThat(reader.contains(new EventPosition(position.generation(), position.xid(), position.sequence(),
                UUID.randomUUID()))).isFalse();
        assertThat(reader.contains(new EventPosition(position.generation(), position.xid() + 1_000_000,
                position.sequence(), position.eventId()))).isFalse();
    }

    @Test
    void findsThePositionBeforeAnInstant() {
        assertThat(reader.before(Samples.NOON)).isEqualTo(EventPosition.START);
        assertThat(reader.before(all.get(30).occurredAt())).isEqualTo(all.get(29).position());
        assertThat(reader.before(all.getLast().occurredAt().plusMillis(1))).isEqualTo(reader.head());
    }

    /** How many others wait for the table. */
    private static long waiting(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE relation = 'event'::regclass AND NOT granted")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
