package studio.dictation.app.billing;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.LoopbackStripe;
import tools.jackson.databind.JsonNode;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** POST /admin/billing/reconcile and GET /admin/billing/drift. */
class ReconciliationE2E {
    private static final String RECONCILE = "/admin/billing/reconcile";
    private static final String DRIFT = "/admin/billing/drift";

    private final RunningService service = RunningService.shared();
    private final LoopbackStripe stripe = LoopbackStripe.shared();
    private final Books books = stripe.books();
    private final Http admin = service.admin();
    private final Learner learner = service.learner();

    @AfterEach
    void recover() {
        stripe.recovers();
    }

    @Test
    void appliesWhatNobodyHeardOnce() {
        var session = session("Basic", 30, false);
        books.pay(session);
        assertThat(plan().path("name").asString()).isEqualTo("Free");

        Reconciled.now(service);

        assertThat(plan().path("name").asString()).isEqualTo("Basic");
        var expires = plan().path("expireTime").asLong();
        var again = Reconciled.now(service);
        assertThat(again.node("missed").asInt()).isZero();
        assertThat(plan().path("expireTime").asLong()).isEqualTo(expires);
    }

    @Test
    void isDoneByOneAtATime() {
        books.pay(session("Basic", 30, false));

        var answers = AtOnce.send(8, number -> admin.postNothing(RECONCILE));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 503));
        assertThat(answers.stream().filter(answer -> answer.status() == 503).map(Answer::error).distinct())
                .isSubsetOf("A reconciliation is under way, please try again");
        Reconciled.now(service);
        assertThat(plan().path("name").asString()).isEqualTo("Basic");
    }

    @Test
    void goesOnAfterTheProviderFailedInTheMiddle() {
        books.pay(session("Basic", 30, false));
        stripe.isDown();

        var failed = admin.postNothing(RECONCILE);

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.error()).isEqualTo("The payment provider is out of reach");
        stripe.recovers();
        Reconciled.now(service);
        assertThat(plan().path("name").asString()).isEqualTo("Basic");
    }

    @Test
    void findsWhereTheProviderSaysSomethingElse() {
        var session = session("Pro", 90, true);
        books.pay(session);
        Reconciled.now(service);
        var subscription = books.subscriptionOf(session);
        assertThat(difference(subscription)).isNull();

        books.changeInSilence(subscription, "past_due");
        Reconciled.now(service);

        var found = await().atMost(10, SECONDS).until(() -> difference(subscription), difference -> difference != null);
        assertThat(found.path("ours").path("status").asString()).isEqualTo("active");
        assertThat(found.path("theirs").path("status").asString()).isEqualTo("past_due");
        assertThat(found.path("ours").path("periodEndsAt")).isEqualTo(found.path("theirs").path("periodEndsAt"));
        assertThat(found.path("account").asString()).hasSize(36);
        assertThat(found.path("lastSeenAt").asLong()).isGreaterThanOrEqualTo(found.path("firstSeenAt").asLong());

        books.changeInSilence(subscription, "active");
        Reconciled.now(service);
        assertThat(difference(subscription)).isNull();
    }

    @Test
    void forgetsADifferenceThatEndedWithItsSubscription() {
        var session = session("Pro", 90, true);
        books.pay(session);
        Reconciled.now(service);
        var subscription = books.subscriptionOf(session);
        books.changeInSilence(subscription, "past_due");
        Reconciled.now(service);
        await().atMost(10, SECONDS).until(() -> difference(subscription), difference -> difference != null);
        books.changeInSilence(subscription, "active");
        books.delete(subscription);
        Reconciled.now(service);
        await().atMost(10, SECONDS).until(() -> store().sql("SELECT ended FROM held_subscription WHERE subscription_id = ?")
                .param(subscription).query(Boolean.class).single());

        Reconciled.now(service);

        assertThat(difference(subscription)).isNull();
    }

    @Test
    void comparesTheOthersThoughOneCanNotBe() {
        var bad = session("Pro", 90, true);
        books.pay(bad);
        var other = service.learner();
        var good = session(other, "Basic", 30, true);
        books.pay(good);
        Reconciled.now(service);
        var subscription = books.subscriptionOf(good);
        await().atMost(10, SECONDS).until(() -> store().sql("SELECT count(*) FROM held_subscription WHERE subscription_id IN (?, ?)")
                .params(subscription, books.subscriptionOf(bad)).query(Integer.class).single(), count -> count == 2);
        books.spoil(books.subscriptionOf(bad));
        books.changeInSilence(subscription, "past_due");

        var report = Reconciled.now(service);

        assertThat(report.node("failed").asInt()).isPositive();
        assertThat(difference(subscription)).isNotNull();
    }

    @Test
    void beginsAgainWhereTheProviderHasForgottenHowFarItCame() {
        Reconciled.now(service);
        books.pay(session("Basic", 30, false));
        store().sql("""
                UPDATE reconciliation SET listing_since = told_until - interval '1 hour',
                       listing_until = clock_timestamp() + interval '1 minute', listed_after = 'evt_forgotten'""").update();

        Reconciled.now(service);

        assertThat(plan().path("name").asString()).isEqualTo("Basic");
    }

    @Test
    void listsWhatCannotBeMatchedWithAnybody() {
        var session = session("Basic", 30, false);
        books.note(session, "account_id", UUID.randomUUID().toString());
        books.note(session, "user_email", "nobody-" + UUID.randomUUID() + "@example.org");
        books.pay(session);

        Reconciled.now(service);

        assertThat(admin.get(DRIFT).node("unmatched")).anySatisfy(message -> {
            assertThat(message.path("objectId").asString()).isEqualTo(session);
            assertThat(message.path("type").asString()).isEqualTo("checkout.session.completed");
            assertThat(message.path("reason").asString()).isEqualTo("account-unknown");
        });
    }

    @Test
    void isForAdministratorsOnly() {
        assertThat(learner.http().postNothing(RECONCILE).status()).isEqualTo(403);
        assertThat(learner.http().get(DRIFT).status()).isEqualTo(403);
        assertThat(service.http().postNothing(RECONCILE).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=501,limit", "limit=x,limit"})
    void givesPagesOfABoundedSize(String query, String field) {
        var answer = admin.get(DRIFT + "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).isEqualTo(List.of(field));
    }

    private JdbcClient store() {
        return service.part(JdbcClient.class);
    }

    private String session(String plan, int days, boolean recurring) {
        return session(learner, plan, days, recurring);
    }

    private static String session(Learner buyer, String plan, int days, boolean recurring) {
        var answer = buyer.http().post("/payment/create-session",
                "{\"plan\":\"%s\",\"duration\":%d,\"isRecurring\":%s}".formatted(plan, days, recurring));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("sessionId");
    }

    private JsonNode plan() {
        return learner.http().get("/auth/userinfo/" + learner.email()).node("plan");
    }

    private JsonNode difference(String subscription) {
        for (var found : admin.get(DRIFT + "?limit=500").node("drift")) {
            if (found.path("subscriptionId").asString().equals(subscription)) {
                return found;
            }
        }
        return null;
    }
}
