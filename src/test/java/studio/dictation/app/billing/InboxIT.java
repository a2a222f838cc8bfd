package studio.dictation.app.billing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.command.billing.ProviderEvent;
import studio.dictation.eventstore.PostgresTestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** The inbox in a database of its own, where nobody works but this test. */
class InboxIT {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String NODE = "one";
    private static final String OTHER = "other";

    private final PostgresTestStore database = PostgresTestStore.create();
    private final JdbcClient store = JdbcClient.create(database.dataSource());
    private final Inbox inbox = new Inbox(store);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsAnEventOnce() {
        assertThat(inbox.keep(refund("evt_1", "ch_1"), "webhook")).isTrue();
        assertThat(inbox.keep(refund("evt_1", "ch_1"), "reconciliation")).isFalse();
        assertThat(inbox.counts()).isEqualTo(Map.of("waiting", 1L));
    }

    @Test
    void tellsHowMuchWaitsAndForHowLong() {
        assertThat(inbox.backlog(10)).isEqualTo(new Inbox.Backlog(0, Optional.empty()));
        for (int i = 0; i < 3; i++) {
            inbox.keep(refund("evt_" + i, "ch_" + i), "webhook");
        }
        store.sql("UPDATE inbox_message SET received_at = clock_timestamp() - interval '5 minutes' WHERE event_id = 'evt_1'").update();

        assertThat(inbox.backlog(10).messages()).isEqualTo(3);
        assertThat(inbox.backlog(10).oldest().orElseThrow()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(inbox.backlog(2).messages()).isEqualTo(2);
    }

    @Test
    void handsNoTwoMessagesAboutTheSameThingOutAtOnce() {
        inbox.keep(invoice("evt_1", "in_1", "sub_1"), "webhook");
        inbox.keep(event("evt_2", "customer.subscription.updated", "{\"id\":\"sub_1\"}"), "webhook");
        inbox.keep(refund("evt_3", "ch_1"), "webhook");

        var first = claim(NODE).orElseThrow();
        assertThat(first.eventId()).isEqualTo("evt_1");
        assertThat(claim(OTHER).orElseThrow().eventId()).isEqualTo("evt_3");
        assertThat(claim(OTHER)).isEmpty();

        inbox.settle(first, NODE, Settled.APPLIED);
        assertThat(claim(OTHER).orElseThrow().eventId()).isEqualTo("evt_2");
    }

    @Test
    void handsEachMessageOutOnceThoughManyTakeThem() {
        for (int i = 0; i < 40; i++) {
            inbox.keep(refund("evt_" + i, "ch_" + i), "webhook");
        }
        var taken = new ConcurrentLinkedQueue<String>();
        try (var nodes = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                var node = "node-" + i;
                nodes.execute(() -> {
                    while (taken.size() < 40) {
                        claim(node).ifPresent(message -> taken.add(message.eventId()));
                    }
                });
            }
        }

        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void isTakenOverWhenALeaseHasRunOut() {
        inbox.keep(refund("evt_1", "ch_1"), "webhook");
        var lost = inbox.claim(NODE, Duration.ZERO).orElseThrow();

        var found = claim(OTHER).orElseThrow();
        inbox.settle(lost, NODE, Settled.APPLIED);

        assertThat(found.eventId()).isEqualTo("evt_1");
        assertThat(found.attempts()).isEqualTo(2);
        assertThat(inbox.counts()).containsOnlyKeys("waiting");
        inbox.settle(found, OTHER, Settled.unmatched("account-unknown"));
        assertThat(inbox.counts()).containsOnlyKeys("unmatched account-unknown");
    }

    @Test
    void keepsWhatItWorksOn() {
        inbox.keep(refund("evt_1", "ch_1"), "webhook");
        var message = inbox.claim(NODE, Duration.ZERO).orElseThrow();

        inbox.hold(List.of(message.id()), NODE, LEASE);

        assertThat(claim(OTHER)).isEmpty();
    }

    @Test
    void comesBackLaterWhenItCanNotBeAppliedYet() {
        inbox.keep(refund("evt_1", "ch_1"), "webhook");
        inbox.postpone(claim(NODE).orElseThrow(), NODE, "provider-unavailable", Duration.ofHours(1));

        assertThat(claim(NODE)).isEmpty();
        assertThat(inbox.counts()).containsOnlyKeys("waiting provider-unavailable");
    }

    @Test
    void isAppliedAgainWhenItIsWantedWhileItIsWorkedOn() {
        var wanted = inbox.want("checkout.session.completed", "cs_1", "cs_1", "verify");
        var message = claim(NODE).orElseThrow();
        inbox.want("checkout.session.completed", "cs_1", "cs_1", "verify");

        inbox.settle(message, NODE, Settled.ignored("not-paid"));

        assertThat(inbox.await(List.of(wanted), Duration.ZERO)).isFalse();
        inbox.settle(claim(NODE).orElseThrow(), NODE, Settled.APPLIED);
        assertThat(inbox.await(List.of(wanted), Duration.ZERO)).isTrue();
        inbox.want("checkout.session.completed", "cs_1", "cs_1", "verify");
        assertThat(claim(NODE)).isPresent();
    }

    @Test
    void forgetsSomeOfWhatWasSettledLongAgoAtATime() {
        for (int i = 0; i < 5; i++) {
            inbox.keep(event("evt_" + i, "payout.paid", "{}"), "webhook");
        }
        inbox.keep(refund("evt_5", "ch_1"), "webhook");
        store.sql("UPDATE inbox_message SET settled_at = settled_at - interval '40 days'").update();

        assertThat(inbox.sweep(Duration.ofDays(41), 3)).isZero();
        assertThat(inbox.sweep(Duration.ofDays(31), 3)).isEqualTo(3);
        assertThat(inbox.sweep(Duration.ofDays(31), 3)).isEqualTo(2);
        assertThat(inbox.counts()).containsOnlyKeys("waiting");
    }

    @Test
    void triesWhatMatchedNobodyAgainLaterAndLaterAndNeverForgetsIt() {
        inbox.keep(refund("evt_1", "ch_1"), "webhook");
        inbox.settle(claim(NODE).orElseThrow(), NODE, Settled.unmatched("account-unknown"));

        assertThat(inbox.tryAgain(9)).isEmpty();
        settledEarlier(Duration.ofSeconds(11));
        assertThat(inbox.tryAgain(9)).containsExactly("evt_1");
        assertThat(inbox.tryAgain(9)).isEmpty();
        inbox.settle(claim(NODE).orElseThrow(), NODE, Settled.unmatched("account-unknown"));
        settledEarlier(Duration.ofSeconds(11));
        assertThat(inbox.tryAgain(9)).isEmpty();

        settledEarlier(Duration.ofDays(4_000));
        assertThat(inbox.sweep(Duration.ofDays(31), 9)).isZero();
        assertThat(inbox.tryAgain(9)).containsExactly("evt_1");
    }

    @Test
    void triesSomeOfWhatMatchedNobodyAgainAtATime() {
        for (int i = 0; i < 3; i++) {
            inbox.keep(refund("evt_" + i, "ch_" + i), "webhook");
            inbox.settle(claim(NODE).orElseThrow(), NODE, Settled.unmatched("account-unknown"));
        }
        settledEarlier(Duration.ofDays(2));

        assertThat(inbox.tryAgain(2)).containsExactlyInAnyOrder("evt_0", "evt_1");
        assertThat(inbox.tryAgain(2)).containsExactly("evt_2");
    }

    @Test
    void knowsAnInvoicesSubscriptionInBothOfItsPlaces() {
        inbox.keep(event("evt_1", "invoice.paid", "{\"id\":\"in_1\",\"subscription\":\"sub_1\"}"), "webhook");
        inbox.keep(invoice("evt_2", "in_2", "sub_1"), "webhook");

        assertThat(store.sql("SELECT DISTINCT work_key FROM inbox_message").query(String.class).list()).containsExactly("sub_1");
    }

    @Test
    void putsMessagesThatNameNothingAside() {
        inbox.keep(event("evt_1", "invoice.paid", "{}"), "webhook");

        assertThat(inbox.counts()).containsOnlyKeys("ignored no-object");
    }

    private void settledEarlier(Duration by) {
        store.sql("UPDATE inbox_message SET settled_at = settled_at - :by * interval '1 second'").param("by", by.toSeconds()).update();
    }

    private Optional<InboxMessage> claim(String node) {
        return inbox.claim(node, LEASE);
    }

    private static ProviderEvent refund(String id, String charge) {
        return event(id, "charge.refunded", "{\"id\":\"%s\",\"object\":\"charge\"}".formatted(charge));
    }

    private static ProviderEvent invoice(String id, String invoice, String subscription) {
        return event(id, "invoice.paid", "{\"id\":\"%s\",\"parent\":{\"subscription_details\":{\"subscription\":\"%s\"}}}"
                .formatted(invoice, subscription));
    }

    private static ProviderEvent event(String id, String type, String object) {
        return new ProviderEvent(id, type, Instant.parse("2026-11-01T12:00:00Z"),
                "{\"data\":{\"object\":%s}}".formatted(object).getBytes(StandardCharsets.UTF_8));
    }
}
