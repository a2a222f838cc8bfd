package studio.dictation.app.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.app.stripe.StripeGateway;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Reconciliations of several nodes, in a database and with a Stripe of their own, where nothing else happens. */
class ReconciliationIT {
    private static final String KEY = "sk_test_reconciled";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static PostgresTestStore database;

    private final LoopbackStripe stripe = LoopbackStripe.start(KEY);
    private final Books books = stripe.books();
    private final PaymentGateway gateway = new StripeGateway(new StripeSettings(new Secret(KEY), stripe.address(),
            Duration.ofSeconds(30), "https://app.example.org/upgrade", "https://app.example.org/plans",
            Map.of(PlanLevel.PRO, 699L), "usd", Map.of(), Duration.ZERO));
    private final JdbcClient store = JdbcClient.create(database.dataSource());

    @BeforeAll
    static void open() {
        database = PostgresTestStore.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void nothingIsKnown() {
        store.sql("TRUNCATE inbox_message, reconciliation, held_subscription, drift").update();
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Test
    void passesNothingOverWhenItsConnectionEndsInTheMiddleOfAPage() {
        var told = happened(6);
        stripe.listsAtMost(3);
        connectionsEndAt(told.get(4));
        try {
            assertThatThrownBy(() -> reconciled(node())).isInstanceOf(DataAccessException.class);
        } finally {
            store.sql("DROP TRIGGER ending ON inbox_message").update();
        }
        assertThat(kept()).containsExactlyElementsOf(told.subList(0, 4));
        assertThat(state("listed_after")).isEqualTo(told.get(2));
        assertThat(node().last().orElseThrow().toldUntil()).isBefore(Instant.now().minus(Duration.ofDays(29)));

        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(3, 2, 0, 0, 0, true));

        assertThat(kept()).containsExactlyElementsOf(told);
    }

    @Test
    void isDoneByOneNodeWhileTheOtherOneIsRefused() {
        happened(5);
        stripe.hangsAt("/v1/events");
        var first = CompletableFuture.supplyAsync(() -> reconciled(node()), Thread::startVirtualThread);
        await().atMost(10, SECONDS).until(() -> listed() == 1);

        assertThat(reconciled(node())).isNull();

        stripe.recovers();
        assertThat(first.join()).isEqualTo(new Reconciliation.Report(5, 5, 0, 0, 0, true));
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void keepsEverythingOnceAndReportsADifferenceOnceThoughTwoNodesBeginAtTheSameMoment() {
        var subscription = heldButUnknown();
        var told = happened(20);
        stripe.listsAtMost(3);

        var reports = AtOnce.send(2, number -> reconciled(node()));

        assertThat(reports).filteredOn(report -> report != null).isNotEmpty()
                .allSatisfy(report -> assertThat(report.differences()).isEqualTo(1))
                .extracting(Reconciliation.Report::missed).containsOnlyOnce(20);
        assertThat(kept()).containsExactlyElementsOf(told);
        var first = difference(subscription);
        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(20, 0, 1, 1, 0, true));
        assertThat(difference(subscription).firstSeenAt()).isEqualTo(first.firstSeenAt());
    }

    @Test
    void isLeftToTheOtherNodeByOneThatStoodStillForTooLong() {
        var subscription = heldButUnknown();
        var told = happened(6);
        stripe.listsAtMost(2);
        stripe.hangsAt("starting_after");
        var standing = CompletableFuture.supplyAsync(() -> reconciled(node()), Thread::startVirtualThread);
        await().atMost(10, SECONDS).until(() -> listed() == 2);
        // As if its lease had run out.
        store.sql("UPDATE reconciliation SET leased_until = clock_timestamp()").update();

        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(4, 4, 1, 1, 0, true));
        var state = state("reconciliation");
        var found = difference(subscription);
        stripe.recovers();

        assertThat(standing.join()).satisfies(late -> {
            assertThat(late.missed()).isEqualTo(2);
            assertThat(late.compared()).isZero();
            assertThat(late.complete()).isFalse();
        });
        assertThat(state("reconciliation")).isEqualTo(state);
        assertThat(difference(subscription)).isEqualTo(found);
        assertThat(kept()).containsExactlyElementsOf(told);
    }

    @Test
    void goesOnWhereItStoppedWhenThereIsMoreThanOneMayList() {
        heldButUnknown();
        happened(60);
        stripe.listsAtMost(1);

        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(50, 50, 0, 0, 0, false));
        assertThat(node().last().orElseThrow().finishedAt()).isNull();
        var told = happened(1);
        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(10, 10, 1, 1, 0, true));

        assertThat(node().last().orElseThrow().finishedAt()).isNotNull();
        assertThat(kept()).hasSize(60).doesNotContain(told.getFirst());
        stripe.recovers();
        assertThat(reconciled(node())).isEqualTo(new Reconciliation.Report(61, 1, 1, 1, 0, true));
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(told);
    }

    /** One with nothing of its own in memory. */
    private Reconciliation node() {
        var inbox = new Inbox(store);
        return new Reconciliation(gateway, inbox::now, inbox, new ReconciliationBook(store), new HeldSubscriptions(store),
                new Drift(store), RunningService.shared().part(OurSubscriptions.class));
    }

    /** What came of one; null if another one was under way. */
    private static Reconciliation.@Nullable Report reconciled(Reconciliation node) {
        try {
            return node.now().orElse(null);
        } catch (PaymentRefused | PaymentUnavailable failed) {
            throw new AssertionError(failed);
        }
    }

    /** So much has happened that nothing has to be done for; answers the ids of all that is told by now, the newest first. */
    private List<String> happened(int times) {
        for (int i = 0; i < times; i++) {
            books.payOut();
        }
        return books.events().reversed().stream().map(JSON::readTree)
                .filter(event -> event.path("type").asString().equals("payout.paid"))
                .map(event -> event.path("id").asString()).toList();
    }

    /** A subscription that Stripe knows and we don't, begun before anything that is still told. */
    private String heldButUnknown() {
        books.standAt(Instant.now().minus(Duration.ofDays(40)));
        try {
            var session = gateway.open(new CheckoutOrder(UUID.randomUUID(), "ada@example.org",
                    new PlanOffer(PlanLevel.PRO, 90, 699L, "usd"), true, UUID.randomUUID().toString())).sessionId();
            books.pay(session);
            var subscription = books.subscriptionOf(session);
            store.sql("INSERT INTO held_subscription (subscription_id, account_id, ended) VALUES (?, ?, false)")
                    .params(subscription, UUID.randomUUID()).update();
            return subscription;
        } catch (PaymentRefused | PaymentUnavailable failed) {
            throw new AssertionError(failed);
        } finally {
            books.goOn();
        }
    }

    /** Whoever keeps that event loses the connection, as when PostgreSQL or the way to it ends. */
    private void connectionsEndAt(String event) {
        store.sql("""
                CREATE OR REPLACE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NEW; END $$""").update();
        store.sql("CREATE TRIGGER ending BEFORE INSERT ON inbox_message FOR EACH ROW WHEN (NEW.event_id = '" + event
                + "') EXECUTE FUNCTION end_connection()").update();
    }

    private List<String> kept() {
        return store.sql("SELECT event_id FROM inbox_message ORDER BY id").query(String.class).list();
    }

    private String state(String expression) {
        return store.sql("SELECT " + expression + "::text FROM reconciliation").query(String.class).single();
    }

    private Drift.Difference difference(String subscription) {
        assertThat(new Drift(store).after("", 9)).extracting(Drift.Difference::subscriptionId).containsExactly(subscription);
        return new Drift(store).after("", 9).getFirst();
    }

    private long listed() {
        return stripe.requests().stream().filter("GET /v1/events"::equals).count();
    }
}
