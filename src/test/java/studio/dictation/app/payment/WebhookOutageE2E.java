package studio.dictation.app.payment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.rules.PlanLevel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Stripe tells of a payment while the event store is away. */
class WebhookOutageE2E {
    private final Shop shop = new Shop();

    @AfterEach
    void isBack() {
        if (!shop.postgres().isRunning()) {
            shop.postgres().restart();
        }
        await().atMost(30, SECONDS).until(() -> shop.service().http().get("//actuator/health/readiness").status() == 200);
    }

    @Test
    void isToldToComeAgainAndThenAppliesItOnce() {
        var learner = shop.service().learner();
        var page = shop.page(learner, PlanLevel.PRO, false);
        shop.books().pay(page);
        var events = shop.happened();

        shop.postgres().kill();
        assertThat(events).isNotEmpty().allSatisfy(event -> assertThat(shop.deliveries().deliver(event)).isEqualTo(503));

        isBack();
        shop.tell(events);
        shop.tell(events);
        shop.awaitPlan(learner, "Pro");
        assertThat(shop.events(learner, "billing.PaymentReceived")).isEqualTo(1);
        assertThat(shop.events(learner, "membership.PlanGranted")).isEqualTo(1);
    }
}
