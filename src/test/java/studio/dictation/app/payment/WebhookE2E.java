package studio.dictation.app.payment;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.stripe.Deliveries;

import static org.assertj.core.api.Assertions.assertThat;

/** P2: POST /payment/webhook. */
class WebhookE2E {
    private final Shop shop = new Shop();
    private final String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
    private final String event = "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"payout.paid\",\"created\":1795393200,\"data\":{\"object\":{}}}"
            .formatted(id);
    private final long now = Instant.now().getEpochSecond();

    @Test
    void keepsWhatIsSigned() {
        var answer = send(event, Deliveries.signature(event, Shop.SECRET, now));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"status\":\"success\"}");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void knowsBothSecretsWhileTheyAreRolled() {
        var former = Deliveries.signature(event, Shop.FORMER_SECRET, now);

        assertThat(send(event, former).status()).isEqualTo(200);
        assertThat(send(event, former + ",v1=00," + Deliveries.signature(event, Shop.SECRET, now)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-290, 290})
    void takesWhatIsOfNow(long seconds) {
        assertThat(send(event, Deliveries.signature(event, Shop.SECRET, now + seconds)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-320, 320, -86_400, 86_400})
    void takesNothingOldAndNothingOfTheFuture(long seconds) {
        assertThatIsRefused(send(event, Deliveries.signature(event, Shop.SECRET, now + seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=1", "v1=00", "t=,v1=", "t=x,v1=00", "t=9999999999999999999,v1=00", "nonsense", "t=-1,v1=00"})
    void takesNothingWithoutAProof(String signature) {
        assertThatIsRefused(send(event, signature));
    }

    @Test
    void takesNothingForged() {
        var signature = Deliveries.signature(event, Shop.SECRET, now);

        assertThatIsRefused(send(event, Deliveries.signature(event, "whsec_other", now)));
        assertThatIsRefused(send(event + " ", signature));
        assertThatIsRefused(send(event, signature.replace("t=" + now, "t=" + (now + 1))));
        assertThatIsRefused(send(event, signature.replace("v1=", "v0=")));
        var unsigned = shop.service().http().post(Shop.WEBHOOK, event);
        assertThatIsRefused(unsigned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"id\":\"evt_1\"}", "{\"id\":\"evt 1\",\"type\":\"a\",\"created\":1}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"created\":-1}", "{\"id\":\"evt_1\",\"type\":\"a\",\"created\":\"1\"}"})
    void takesNoBodyThatIsNoEvent(String body) {
        var answer = send(body, Deliveries.signature(body, Shop.SECRET, now));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Invalid payload");
    }

    @Test
    void takesNothingTooLarge() {
        var large = "x".repeat((1 << 20) + 1);

        assertThat(send(large, Deliveries.signature(large, Shop.SECRET, now)).status()).isEqualTo(413);
    }

    @Test
    void keepsWhatIsSentAtOnceOnce() {
        var answers = AtOnce.send(50, number -> send(event, Deliveries.signature(event, Shop.SECRET, now)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void keepsWhatMeansNothingHereAndCountsIt() {
        send(event, Deliveries.signature(event, Shop.SECRET, now));

        assertThat(shop.stateOf(event)).isEqualTo("ignored unknown-type");
        assertThat(shop.service().part(Inbox.class).counts()).containsKey("ignored unknown-type");
    }

    @Test
    void saysThatItCanTellNothingWithoutASecret() {
        var answer = RunningService.shared().http().post(Shop.WEBHOOK, event);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).contains("STRIPE_WEBHOOK_SECRET");
    }

    private void assertThatIsRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Invalid signature");
        assertThat(kept()).isZero();
    }

    private int kept() {
        return shop.service().part(JdbcClient.class).sql("SELECT count(*) FROM inbox_message WHERE event_id = ?").param(id)
                .query(Integer.class).single();
    }

    private Answer send(String body, String signature) {
        return shop.service().http().method("POST", Shop.WEBHOOK, BodyPublishers.ofString(body),
                "Content-Type", "application/json; charset=utf-8", Deliveries.SIGNATURE, signature);
    }
}
