package studio.dictation.app.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.rules.PlanLevel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** P2 and P3: a payment becomes a plan, once, however it is heard of. */
class PaidPlanE2E {
    private static final String RECEIVED = "billing.PaymentReceived";
    private static final String GRANTED = "membership.PlanGranted";

    private final Shop shop = new Shop();
    private final Learner learner = shop.service().learner();

    @Test
    void isGivenWhenStripeTellsOfThePayment() {
        paid(PlanLevel.PRO, false);

        shop.tell(shop.happened());

        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Pro");
        assertThat(shop.plan(learner).path("isRecurring").asBoolean()).isFalse();
        assertEndsIn(90);
        assertGivenTimes(1);
    }

    @Test
    void saysWhoIsBehindIt() {
        paid(PlanLevel.BASIC, false);
        var completed = shop.happened("checkout.session.completed");
        shop.tell(completed);

        var provider = List.of("\"actor\":\"provider\"", "\"providerEventId\":\"" + Shop.text(completed.getFirst(), "id") + "\"");
        assertThat(shop.metadata(learner, RECEIVED)).contains(provider).contains("\"source\":\"webhook\"", "\"receivedAt\":\"");
        assertThat(shop.metadata(learner, GRANTED)).contains(provider).contains("\"source\":\"automation\"", "\"receivedAt\":\"");
    }

    @Test
    void isGivenOnceThoughItIsToldFiftyTimesAtOnce() {
        paid(PlanLevel.PRO, false);
        var completed = shop.happened("checkout.session.completed");

        var statuses = Stream.generate(completed::getFirst).limit(50).parallel().map(shop.deliveries()::deliver).toList();

        assertThat(statuses).containsOnly(200);
        shop.applied(completed);
        assertGivenTimes(1);
    }

    @Test
    void isGivenOnceThoughItIsAskedForFiftyTimesAtOnce() {
        var session = paid(PlanLevel.PRO, false);

        var answers = AtOnce.send(50, number -> shop.verify(learner, session));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("status")).isEqualTo("paid");
            assertThat(answer.at("/userInfo/email")).isEqualTo(learner.email());
            if (answer.header("x-ds-projection").isEmpty()) {
                assertThat(answer.at("/userInfo/plan/name")).isEqualTo("Pro");
            }
        });
        shop.awaitPlan(learner, "Pro");
        assertGivenTimes(1);
    }

    @Test
    void isGivenOnceThoughItIsAskedForAndToldOfAtOnce() {
        var session = paid(PlanLevel.PREMIUM, false);
        var told = shop.happened();

        var answers = AtOnce.send(10, number -> {
            if (number % 2 == 0) {
                return shop.verify(learner, session);
            }
            told.forEach(event -> assertThat(shop.deliveries().deliver(event)).isEqualTo(200));
            return shop.verify(learner, session);
        });

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        shop.applied(told);
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Premium");
        assertEndsIn(180);
        assertGivenTimes(1);
    }

    @Test
    void isShownInTheAnswerToWhoAsksForIt() {
        var session = paid(PlanLevel.BASIC, false);

        var answer = shop.verify(learner, session);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).isEmpty();
        assertThat(answer.at("/userInfo/plan/name")).isEqualTo("Basic");
        assertThat(shop.metadata(learner, RECEIVED)).contains("\"source\":\"verify\"").doesNotContain("providerEventId");
    }

    @Test
    void isNotGivenBeforeItIsPaid() {
        var session = shop.page(learner, PlanLevel.PRO, false);

        var answer = shop.verify(learner, session);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("status")).isEqualTo("unpaid");
        assertThat(answer.at("/userInfo/plan/name")).isEqualTo("Free");
        assertThat(answer.header("x-ds-projection")).as("nothing is to come of it yet").isEmpty();
        shop.books().pay(session);
        assertThat(shop.verify(learner, session).at("/userInfo/plan/name")).isEqualTo("Pro");
    }

    @Test
    void isNobodyElsesBusiness() {
        var session = paid(PlanLevel.PRO, false);
        var stranger = shop.service().learner();

        var others = shop.verify(stranger, session);
        var nobodys = shop.verify(stranger, "cs_test_unknown");

        assertThat(others.status()).isEqualTo(400);
        assertThat(others.error()).isEqualTo("No such checkout session").isEqualTo(nobodys.error());
        assertThat(nobodys.status()).isEqualTo(400);
        assertThat(shop.verify(stranger, "%20").status()).isEqualTo(400);
        assertThat(others.text()).doesNotContain(learner.email());
        assertThat(shop.plan(stranger).path("name").asString()).isEqualTo("Free");
        assertThat(shop.service().http().postNothing("/payment/verify-session/" + session).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isGivenOnceThoughPageAndInvoiceTellOfIt(boolean invoiceFirst) {
        paid(PlanLevel.PRO, true);
        var told = shop.happened("checkout.session.completed", "invoice.paid");
        assertThat(told).hasSize(2);

        shop.tell(List.of(told.get(invoiceFirst ? 1 : 0)));
        shop.tell(List.of(told.get(invoiceFirst ? 0 : 1)));

        assertGivenTimes(1);
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Pro");
        assertThat(shop.plan(learner).path("isRecurring").asBoolean()).isTrue();
    }

    @Test
    void isGivenAgainWithEveryRenewal() {
        var session = paid(PlanLevel.BASIC, true);
        shop.tell(shop.happened());
        shop.books().renew(shop.books().subscriptionOf(session));

        shop.tell(shop.happened().reversed());

        assertGivenTimes(2);
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Basic");
    }

    @Test
    void isGivenAgainThoughOnlyItsPageNamedWhomItIsFor() {
        var session = paid(PlanLevel.BASIC, true);
        shop.tell(shop.happened());
        var subscription = shop.books().subscriptionOf(session);
        List.of("account_id", "user_email", "plan").forEach(note -> shop.books().note(subscription, note, ""));
        await().atMost(30, SECONDS).until(() -> shop.service().part(JdbcClient.class)
                .sql("SELECT count(*) FROM held_subscription WHERE subscription_id = ?").param(subscription)
                .query(Integer.class).single(), count -> count == 1);

        shop.books().renew(subscription);
        shop.tell(shop.happened());
        shop.books().cancelAtPeriodEnd(subscription, true);
        shop.tell(shop.happened());

        assertGivenTimes(2);
        assertThat(shop.plan(learner).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void isNotGivenForAnInvoiceOfNoPeriod() {
        var session = paid(PlanLevel.BASIC, true);
        shop.tell(shop.happened());
        shop.books().chargeForChange(shop.books().subscriptionOf(session));
        var told = shop.happened("invoice.paid");

        shop.tell(told);

        assertThat(shop.stateOf(told.getFirst())).isEqualTo("ignored no-period");
        assertGivenTimes(1);
    }

    @Test
    void isGivenToSomebodyWhoHasAnAccountOnlyLater() {
        var email = "later-" + UUID.randomUUID() + "@example.org";
        var session = shop.page(shop.accountOf(learner), email, PlanLevel.PRO, false);
        shop.books().note(session, "account_id", "");
        shop.books().pay(session);
        var told = shop.happened("checkout.session.completed");
        shop.tell(told);
        assertThat(shop.stateOf(told.getFirst())).isEqualTo("unmatched account-unknown");

        shop.service().register(email);
        var store = shop.service().part(JdbcClient.class);
        store.sql("UPDATE inbox_message SET settled_at = settled_at - interval '1 hour' WHERE object_id = ?").param(session).update();
        assertThat(shop.service().admin().postNothing("/admin/billing/reconcile").status()).isEqualTo(200);

        assertThat(shop.stateOf(told.getFirst())).isEqualTo("applied");
    }

    @Test
    void staysWhileARenewalFailsAndIsTriedAgain() {
        var session = paid(PlanLevel.BASIC, true);
        shop.tell(shop.happened());
        var invoice = shop.books().failPayment(shop.books().subscriptionOf(session));
        shop.tell(shop.happened());
        assertThat(shop.events(learner, "billing.PaymentFailed")).isEqualTo(1);
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Basic");

        shop.books().payInvoice(invoice);
        shop.tell(shop.happened());

        assertGivenTimes(2);
    }

    @Test
    void isTakenBackWithTheMoney() {
        var session = paid(PlanLevel.PRO, false);
        shop.tell(shop.happened());
        var charge = shop.books().chargeOf(session);
        shop.books().refund(charge, 100);
        shop.tell(shop.happened());
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Pro");

        shop.books().refund(charge, 599);
        shop.tell(shop.happened());

        shop.awaitPlan(learner, "Free");
        assertGivenTimes(1);
        assertThat(shop.events(learner, "billing.PaymentRefunded")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotGivenWhenTheMoneyWasGivenBackBefore(boolean recurring) {
        var session = paid(PlanLevel.PRO, recurring);
        shop.books().refund(shop.books().chargeOf(session), 699);
        var told = shop.happened("charge.refunded", "checkout.session.completed", "invoice.paid");

        shop.tell(told.reversed());

        await().atMost(30, SECONDS).until(() -> shop.events(learner, "membership.GrantAmended"), count -> count == 1);
        shop.awaitPlan(learner, "Free");
        assertGivenTimes(1);
    }

    @ParameterizedTest
    @CsvSource({"true, Pro", "false, Free"})
    void isSuspendedWhileItIsDisputed(boolean won, String end) {
        var session = paid(PlanLevel.PRO, false);
        shop.tell(shop.happened());
        var dispute = shop.books().dispute(shop.books().chargeOf(session));
        shop.tell(shop.happened());
        shop.awaitPlan(learner, "Free");

        shop.books().closeDispute(dispute, won);
        shop.tell(shop.happened());

        await().atMost(30, SECONDS).until(() -> shop.events(learner, "billing.PaymentDisputed"), count -> count == 2);
        shop.awaitPlan(learner, end);
        assertGivenTimes(1);
    }

    @Test
    void isGivenWhenAPaymentThatTakesDaysHasCome() {
        var session = shop.page(learner, PlanLevel.PRO, false);
        shop.books().payLater(session);
        shop.tell(shop.happened());
        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Free");
        assertThat(shop.verify(learner, session).at("status")).isEqualTo("unpaid");

        shop.books().paymentSucceeded(session);
        shop.tell(shop.happened());

        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Pro");
    }

    @Test
    void isNotGivenForAPageThatNobodyPaidOn() {
        var expired = shop.page(learner, PlanLevel.PRO, false);
        shop.books().expire(expired);
        var failed = shop.page(learner, PlanLevel.PRO, false);
        shop.books().payLater(failed);
        shop.books().paymentFailed(failed);

        var told = shop.happened();
        shop.tell(told);
        shop.tell(told);

        assertThat(shop.events(learner, "billing.CheckoutEnded")).isEqualTo(2);
        assertThat(shop.events(learner, RECEIVED)).isZero();
    }

    @Test
    void isNotMadeUpForSomebodyWhoDoesNotExist() {
        var email = "nobody-" + UUID.randomUUID() + "@example.org";
        shop.books().pay(shop.page(UUID.randomUUID(), email, PlanLevel.PRO, false));
        var told = shop.happened("checkout.session.completed");

        shop.tell(told);

        assertThat(shop.stateOf(told.getFirst())).isEqualTo("unmatched account-unknown");
        assertThat(shop.service().admin().get("/auth/userinfo/" + email).status()).isEqualTo(404);
    }

    @Test
    void isGivenWhenStripeCanBeAskedAgain() {
        paid(PlanLevel.PRO, false);
        var told = shop.happened("checkout.session.completed");
        shop.stripe().isDown();
        try {
            assertThat(shop.deliveries().deliver(told.getFirst())).isEqualTo(200);
            await().atMost(30, SECONDS).until(() -> shop.stateOf(told.getFirst()), "waiting provider-unavailable"::equals);
        } finally {
            shop.stripe().recovers();
        }

        shop.applied(told);

        assertThat(shop.plan(learner).path("name").asString()).isEqualTo("Pro");
        assertGivenTimes(1);
    }

    @Test
    void saysThatStripeCanNotBeAsked() {
        var session = paid(PlanLevel.PRO, false);
        shop.stripe().isDown();
        try {
            var answer = shop.verify(learner, session);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.error()).isEqualTo("An error occurred while verifying payment session");
            assertThat(answer.header("Retry-After")).isPresent();
        } finally {
            shop.stripe().recovers();
        }
    }

    @Test
    void tellsPeopleWhatStripeDoesNotWant() {
        var session = paid(PlanLevel.PRO, false);
        shop.stripe().fails(400, 1);

        var answer = shop.verify(learner, session);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Something went wrong with …");
        assertThat(answer.faultyFields()).containsExactly("session_id");
    }

    @Test
    void isNotGuessedWhereNoneIsNoted() {
        var session = shop.page(learner, PlanLevel.PRO, false);
        shop.books().note(session, "plan", "");
        shop.books().pay(session);
        var told = shop.happened("checkout.session.completed");

        shop.tell(told);

        assertThat(shop.stateOf(told.getFirst())).isEqualTo("unmatched plan-unknown");
        assertGivenTimes(0);
    }

    @Test
    void changesNothingWhenEverythingIsToldAgain() {
        var session = paid(PlanLevel.PRO, true);
        shop.books().refund(shop.books().chargeOf(session), 100);
        var told = shop.happened();
        shop.tell(told);
        int before = shop.events(learner, RECEIVED) + shop.events(learner, GRANTED) + shop.events(learner, "billing.PaymentRefunded");

        shop.service().part(JdbcClient.class)
                .sql("UPDATE inbox_message SET state = 'waiting', settled_at = NULL, due_at = clock_timestamp() WHERE object_id <> ''")
                .update();
        await().atMost(60, SECONDS).until(() -> shop.service().part(Inbox.class).counts(), counts -> !counts.containsKey("waiting"));

        assertThat(shop.events(learner, RECEIVED) + shop.events(learner, GRANTED) + shop.events(learner, "billing.PaymentRefunded"))
                .isEqualTo(before);
        assertGivenTimes(1);
    }

    private String paid(PlanLevel level, boolean recurring) {
        var session = shop.page(learner, level, recurring);
        shop.books().pay(session);
        return session;
    }

    private void assertGivenTimes(int times) {
        assertThat(shop.events(learner, RECEIVED)).isEqualTo(times);
        assertThat(shop.events(learner, GRANTED)).isEqualTo(times);
    }

    private void assertEndsIn(int days) {
        var ends = Instant.ofEpochMilli(shop.plan(learner).path("expireTime").asLong());
        assertThat(ends).isCloseTo(Instant.now().plus(Duration.ofDays(days)), within(Duration.ofMinutes(10)));
    }
}
