package studio.dictation.query.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerReader;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.eventstore.StreamLookup;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThat;

/** Histories in a real PostgreSQL. */
class HistoryIT {
    private static PostgresTestStore store;
    private static HistoryQueries queries;
    private static StateQueries states;
    private final UUID account = UUID.randomUUID();

    @BeforeAll
    static void open() {
        store = PostgresTestStore.create();
        var ledger = new Ledger(new LedgerReader(store.dataSource()), new StreamLookup(store.dataSource()),
                new EventReader(store.dataSource()), EventDecoder.published());
        queries = new HistoryQueries(ledger, email -> Optional.empty());
        states = new StateQueries(ledger);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void isEmptyBeforeAnythingHasHappened() {
        var page = page(question(null, null, Set.of(), null, 10));

        assertThat(page.entries()).isEmpty();
        assertThat(page.next()).isNull();
    }

    @Test
    void tellsOfMoneyAndWhoseIdsItHas() {
        var story = new Story(account);
        story.paid("in_" + account, 1_299);
        story.days(1).refunded("in_" + account, 299, 1_299);
        story.append(store.dataSource());

        var entries = all(Set.of());

        var paid = entries.getFirst();
        assertThat(paid.name()).isEqualTo("billing.PaymentReceived");
        assertThat(paid.stream()).isEqualTo("payment:in_" + account);
        assertThat(paid.amount()).isEqualTo(1_299);
        assertThat(paid.currency()).isEqualTo("usd");
        assertThat(paid.occurredAt()).isEqualTo("2025-12-31T23:59:55.000Z");
        assertThat(paid.recordedAt()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(paid.provider()).isEqualTo(new HistoryEntryView.ProviderIds(
                "in_" + account, "cs_in_" + account, null, "cus_1", null, null));
        assertThat(paid.hash()).hasSize(64);
        assertThat(entries.get(1).refunded()).isEqualTo(299);
        assertThat(entries.get(1).provider()).extracting("chargeId").isEqualTo("ch_in_" + account);
    }

    @Test
    void tellsThePlanBeforeAndAfter() {
        var story = new Story(account);
        story.granted(PlanLevel.PRO, 10);
        story.days(1).opened("c:v");
        story.days(1).set(PlanLevel.FREE, 0);
        story.append(store.dataSource());

        var entries = all(Set.of());

        var pro = new PlanStateView("Pro", "2026-01-11T00:00:00.000Z");
        assertThat(entries).extracting(HistoryEntryView::before).containsExactly(PlanStateView.NONE, pro, pro);
        assertThat(entries).extracting(HistoryEntryView::after).containsExactly(pro, pro, PlanStateView.NONE);
        assertThat(entries).extracting(HistoryEntryView::streamSequence).containsExactly(0L, 1L, 2L);
        assertThat(entries.getFirst().actor()).isEqualTo(account.toString());
        assertThat(entries.getFirst().cause()).isEqualTo("admin");
        assertThat(entries.get(1).reference()).isEqualTo("c:v");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 1_000})
    void isTheSameInPartsOfAnySize(int most) {
        Story.generated(account, new Random(most), 120).append(store.dataSource());
        var whole = all(Set.of());

        var parts = new ArrayList<HistoryEntryView>();
        String cursor = null;
        do {
            var page = page(question(null, null, Set.of(), cursor, most));
            parts.addAll(page.entries());
            cursor = page.next();
        } while (cursor != null);

        assertThat(whole).hasSizeGreaterThanOrEqualTo(120);
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void isASliceOfTheWholeWhateverPartOfItIsAskedFor() {
        var random = new Random(11);
        var story = new Story(account);
        for (int i = 0; i < 80; i++) {
            // Clocks of nodes differ by more than the time between two events.
            story.clockAhead(Duration.ofDays(random.nextInt(30)));
            story.days(random.nextInt(5));
            switch (random.nextInt(4)) {
                case 0 -> story.granted(PlanLevel.BASIC, 1 + random.nextInt(40));
                case 1 -> story.set(PlanLevel.PRO, 1 + random.nextInt(40));
                case 2 -> story.paid(account + "_" + i, i);
                default -> story.opened("c:v" + i);
            }
        }
        story.append(store.dataSource());
        var whole = all(Set.of());

        for (int i = 0; i < 200; i++) {
            var from = random.nextInt(4) == 0 ? null : Story.BEGIN.plus(Duration.ofDays(random.nextInt(250)));
            var until = random.nextInt(4) == 0 ? null : Story.BEGIN.plus(Duration.ofDays(random.nextInt(250)));
            var types = List.of(Set.<String>of(), Set.of("payment"), Set.of("membership.PlanGranted", "payment"),
                    Set.of("membership.QuotaConsumed")).get(random.nextInt(4));
            var after = random.nextInt(3) == 0 ? -1 : random.nextInt(whole.size());
            var cursor = after < 0 ? null : whole.get(after).position();
            int most = 1 + random.nextInt(60);

            var expected = whole.stream()
                    .skip(after + 1L)
                    .filter(entry -> from == null || !Instant.parse(entry.recordedAt()).isBefore(from))
                    .filter(entry -> until == null || Instant.parse(entry.recordedAt()).isBefore(until))
                    .filter(entry -> types.isEmpty() || types.contains(entry.name())
                            || types.contains(entry.stream().substring(0, entry.stream().indexOf(':'))))
                    .limit(most)
                    .toList();

            assertThat(page(question(from, until, types, cursor, most)).entries()).isEqualTo(expected);
        }
    }

    @Test
    void knowsThePlanBeforeAPartThatGoesOnBehindAnotherThoughWhatIsBetweenIsOutOfTheRange() {
        var story = new Story(account);
        story.opened("c:v1");
        story.clockAhead(Duration.ofDays(300)).days(1).granted(PlanLevel.PRO, 10);
        story.clockAhead(Duration.ZERO).days(1).opened("c:v2");
        story.append(store.dataSource());
        var whole = all(Set.of());
        var first = page(question(null, Story.BEGIN.plus(Duration.ofDays(100)), Set.of(), null, 1));

        var second = page(question(null, Story.BEGIN.plus(Duration.ofDays(100)), Set.of(), null, 1).behind(first));

        assertThat(first.entries()).containsExactly(whole.getFirst());
        assertThat(second.entries()).containsExactly(whole.getLast());
        assertThat(second.entries().getFirst().before().plan()).isEqualTo("Pro");
    }

    @Test
    void hasNothingOfOthersAndNothingThatCameInWhileItWasRead() {
        new Story(account).append(store.dataSource());
        var story = Story.generated(account, new Random(3), 20).append(store.dataSource());
        Story.generated(UUID.randomUUID(), new Random(4), 20).append(store.dataSource());
        var question = question(null, null, Set.of(), null, 15);
        var first = page(question);
        var late = new Story(account);
        late.paid("late_" + account, 1);
        late.append(store.dataSource());

        var second = page(question.behind(first));

        assertThat(first.entries()).hasSize(15);
        assertThat(second.entries()).hasSize(story.messages().size() - 15);
        assertThat(second.entries().getFirst().before()).isEqualTo(first.entries().getLast().after());
        assertThat(second.next()).isNull();
        assertThat(all(Set.of())).hasSize(story.messages().size() + 1);
    }

    @Test
    void knowsACursorThatIsNone() {
        assertThat(queries.handle(question(null, null, Set.of(), "nonsense", 10))).isNull();
        assertThat(queries.handle(question(null, null, Set.of(), "1:x:2:3", 10))).isNull();
    }

    @Test
    void foldsToTheStateAtEveryInstantThatItWasRecordedAt() {
        var story = Story.generated(account, new Random(5), 60).append(store.dataSource());
        var whole = all(Set.of());
        var messages = story.messages();
        var folded = new BillingState();
        for (int i = 0; i < messages.size(); i++) {
            var cause = new CauseView(whole.get(i).position(), whole.get(i).name(), whole.get(i).recordedAt());
            if (messages.get(i).getPayload() instanceof studio.dictation.events.membership.MembershipEvent event) {
                folded.apply(event, cause);
            }
            var recordedAt = messages.get(i).getTimestamp();

            assertThat(states.handle(new GetStateAt(account, recordedAt))).isEqualTo(folded.viewAt(recordedAt, i + 1));
        }
        assertThat(states.handle(new GetStateAt(account, Story.BEGIN.minusMillis(1))).entries()).isZero();
    }

    private List<HistoryEntryView> all(Set<String> types) {
        return page(question(null, null, types, null, 1_000)).entries();
    }

    private GetHistory question(
            @Nullable Instant from, @Nullable Instant until, Set<String> types, @Nullable String cursor, int most) {
        return new GetHistory(account, from, until, types, cursor, null, null, most);
    }

    private static HistoryPage page(GetHistory question) {
        return Objects.requireNonNull(queries.handle(question));
    }
}
