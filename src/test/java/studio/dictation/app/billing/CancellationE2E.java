package studio.dictation.app.billing;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.LoopbackStripe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** P4: /payment/cancel-subscription. */
class CancellationE2E {
    private static final String PATH = "/payment/cancel-subscription";

    private final RunningService service = RunningService.shared();
    private final LoopbackStripe stripe = LoopbackStripe.shared();
    private final Books books = stripe.books();
    private final Learner learner = service.learner();

    @AfterEach
    void recover() {
        stripe.recovers();
    }

    @Test
    void leavesThePlanUntilTheEndOfWhatIsPaid() {
        var subscription = subscribed();
        long paidUntil = 1_000 * Long.parseLong(books.text(subscription, "/items/data/0/current_period_end"));
        assertThat(plan().at("/plan/nextPaymentTime")).isEqualTo(Long.toString(paidUntil));

        var answer = cancel();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Subscription cancelled successfully");
        assertThat(answer.at("/plan/name")).isEqualTo("Pro");
        assertThat(answer.at("/plan/status")).isEqualTo("cancelled");
        assertThat(answer.node("/plan/cancelledAt").isIntegralNumber()).isTrue();
        assertThat(answer.node("/plan/expireTime").asLong()).isEqualTo(paidUntil);
        assertThat(answer.node("/plan/nextPaymentTime").isNull()).isTrue();
        assertThat(answer.node("/plan/isRecurring").asBoolean()).isTrue();
        assertThat(plan().node("plan")).isEqualTo(answer.node("plan"));
        assertThat(books.text(subscription, "/cancel_at_period_end")).isEqualTo("true");
        assertThat(books.text(subscription, "/status")).isEqualTo("active");
    }

    @Test
    void isHarmlessTwiceAndInParallel() {
        subscribed();

        var answers = AtOnce.send(10, number -> cancel());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers.stream().map(answer -> answer.node("plan").toString()).distinct()).hasSize(1);
        assertThat(cancel().node("plan")).isEqualTo(answers.getFirst().node("plan"));
    }

    @Test
    void isNotedOfTheFirstOneThoughTheSecondOneFails() {
        var first = subscribed();
        var second = subscribed();
        books.spoil(second);

        var answer = cancel();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(500);
        assertThat(books.text(first, "/cancel_at_period_end")).isEqualTo("true");
        await().atMost(10, SECONDS).until(() -> service.part(JdbcClient.class)
                .sql("SELECT state FROM inbox_message WHERE event_id = ?").param("verify:" + first)
                .query(String.class).single(), "applied"::equals);
    }

    @Test
    void needsASubscription() {
        refused(cancel(), 404, "No active recurring subscription found");
        var once = session(false);
        books.pay(once);
        reconcile();
        refused(cancel(), 404, "No active recurring subscription found");
    }

    @Test
    void needsOneThatHasNotEndedAtTheProvider() {
        var subscription = subscribed();
        books.delete(subscription);

        refused(cancel(), 404, "No active subscription found");
        refused(cancel(), 404, "No active recurring subscription found");
    }

    @Test
    void needsOneThatTheProviderKnows() {
        books.forget(subscribed());

        refused(cancel(), 404, "No Stripe customer found");
    }

    @Test
    void isOfTheCallersOwnSubscriptionOnly() {
        var subscription = subscribed();
        var other = service.learner();

        refused(other.http().postNothing(PATH), 404, "No active recurring subscription found");
        assertThat(books.text(subscription, "/cancel_at_period_end")).isEqualTo("false");
    }

    @Test
    void needsSomebodyWhoIsSignedIn() {
        assertThat(service.http().postNothing(PATH).status()).isEqualTo(401);
    }

    @Test
    void needsAnAccount() {
        var ghost = service.part(Tokens.class).issue("nobody-" + UUID.randomUUID() + "@example.org", 0);

        refused(service.http().as(ghost.getFirst(Tokens.ACCESS_HEADER)).postNothing(PATH), 404, "User not found");
    }

    @Test
    void tellsPeopleWhatTheProviderDoesNotWant() {
        var subscription = subscribed();
        stripe.fails(400, 1);

        refused(cancel(), 400, "Something went wrong with …");
        assertThat(books.text(subscription, "/cancel_at_period_end")).isEqualTo("false");
    }

    @Test
    void failsClearlyWhileTheProviderDoesAndCanBeTriedAgain() {
        subscribed();
        stripe.fails(500, 3);

        refused(cancel(), 503, "An error occurred while cancelling subscription");
        assertThat(cancel().status()).isEqualTo(200);
    }

    private Answer cancel() {
        return learner.http().postNothing(PATH);
    }

    private Answer plan() {
        return learner.http().get("/auth/userinfo/" + learner.email());
    }

    private String subscribed() {
        var session = session(true);
        books.pay(session);
        reconcile();
        return books.subscriptionOf(session);
    }

    private String session(boolean recurring) {
        var answer = learner.http().post("/payment/create-session",
                "{\"plan\":\"Pro\",\"duration\":90,\"isRecurring\":%s}".formatted(recurring));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("sessionId");
    }

    private void reconcile() {
        Reconciled.now(service);
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }
}
