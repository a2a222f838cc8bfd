package studio.dictation.app.billing;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.LoopbackStripe;

import static org.assertj.core.api.Assertions.assertThat;

/** P1: /payment/create-session. */
class CheckoutE2E {
    private static final String PATH = "/payment/create-session";
    private static final String PRO = "{\"plan\":\"Pro\",\"duration\":90}";

    private final LoopbackStripe stripe = LoopbackStripe.shared();
    private final Books books = stripe.books();
    private final Learner learner = RunningService.shared().learner();

    @AfterEach
    void recover() {
        stripe.recovers();
    }

    @Test
    void opensAPageUnderAllNamesThatClientsRead() {
        var answer = learner.http().post(PATH, "{\"plan\":\"Pro\",\"duration\":90,\"isRecurring\":false,\"x\":1}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var id = answer.at("sessionId");
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("sessionId", "session_id", "url");
        assertThat(answer.at("session_id")).isEqualTo(id).startsWith("cs_test_");
        assertThat(answer.at("url")).isEqualTo(books.text(id, "/url")).isNotEmpty();
        assertThat(books.text(id, "/success_url"))
                .isEqualTo("https://app.example.org/upgrade?from=shop&session_id={CHECKOUT_SESSION_ID}");
        assertThat(books.text(id, "/cancel_url")).isEqualTo("https://app.example.org/plans");
        assertThat(books.text(id, "/customer_email")).isEqualTo(learner.email());
        assertThat(books.text(id, "/metadata/user_email")).isEqualTo(learner.email());
        assertThat(books.text(id, "/metadata/account_id")).hasSize(36);
        assertThat(books.text(id, "/metadata/plan")).isEqualTo("Pro");
        assertThat(books.text(id, "/metadata/duration")).isEqualTo("90");
    }

    @ParameterizedTest
    @CsvSource({"Basic,30,299", "Pro,90,699", "Premium,180,1199"})
    void costsWhatTheCatalogueSays(String plan, int days, String amount) {
        var answer = learner.http().post(PATH, "{\"plan\":\"%s\",\"duration\":%d}".formatted(plan, days));

        assertThat(books.text(answer.at("sessionId"), "/amount_total")).isEqualTo(amount);
        assertThat(books.text(answer.at("sessionId"), "/currency")).isEqualTo("usd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"isRecurring\":true|subscription|True",
        "\"is_recurring\":true|subscription|True",
        "\"isRecurring\":true,\"is_recurring\":true|subscription|True",
        "\"isRecurring\":null,\"is_recurring\":true|subscription|True",
        "\"isRecurring\":false|payment|False",
        "\"is_recurring\":false|payment|False",
        "\"isRecurring\":null|payment|False"
    })
    void isPaidOnceOrAgainAndAgainInEitherSpelling(String asked, String mode, String noted) {
        var answer = learner.http().post(PATH, "{\"plan\":\"Basic\",\"duration\":30,%s}".formatted(asked));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var id = answer.at("sessionId");
        assertThat(books.text(id, "/mode")).isEqualTo(mode);
        assertThat(books.text(id, "/metadata/isRecurring")).isEqualTo(noted);
        assertThat(books.text(id, "/metadata/is_recurring")).isEqualTo(noted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.99", "2.990", "299e-2"})
    void mayNameThePriceThatItHas(String amount) {
        assertThat(learner.http().post(PATH, "{\"plan\":\"Basic\",\"duration\":30,\"amount\":%s}".formatted(amount)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|Plan and duration are required|plan,duration",
        "{\"plan\":\"Pro\"}|Plan and duration are required|duration",
        "{\"plan\":\" \",\"duration\":90}|Plan and duration are required|plan",
        "{\"plan\":\"Gold\",\"duration\":90}|Invalid plan selected|plan",
        "{\"plan\":\"Free\",\"duration\":0}|Invalid plan selected|plan",
        "{\"plan\":\"pro\",\"duration\":90}|Invalid plan selected|plan",
        // The cheapest plan for the longest time.
        "{\"plan\":\"Basic\",\"duration\":36500}|Invalid duration for Basic plan. Expected 30 days|duration",
        "{\"plan\":\"Basic\",\"duration\":-1}|Invalid duration for Basic plan. Expected 30 days|duration",
        "{\"plan\":\"Basic\",\"duration\":30.5}|Invalid duration for Basic plan. Expected 30 days|duration",
        "{\"plan\":\"Basic\",\"duration\":1e999999999}|Invalid duration for Basic plan. Expected 30 days|duration",
        "{\"plan\":\"Premium\",\"duration\":180,\"amount\":0.01}|Invalid amount for Premium plan. Expected 11.99 USD|amount",
        "{\"plan\":\"Premium\",\"duration\":180,\"amount\":1199}|Invalid amount for Premium plan. Expected 11.99 USD|amount",
        "{\"plan\":\"Premium\",\"duration\":180,\"amount\":1e-999999999}|Invalid amount for Premium plan. Expected 11.99 USD|amount",
        "{\"plan\":\"Pro\",\"duration\":90,\"isRecurring\":true,\"is_recurring\":false}|isRecurring and is_recurring contradict each other|is_recurring",
        "{\"plan\":\"Pro\",\"duration\":90,\"isRecurring\":\"False\"}|Invalid value for isRecurring|isRecurring",
        "{\"plan\":\"Pro\",\"duration\":90,\"is_recurring\":1}|Invalid value for is_recurring|is_recurring",
        "{\"plan\":\"Pro\",\"duration\":\"90\"}|Invalid value for duration|duration"
    })
    void isNothingElseThanTheCatalogueHas(String body, String error, String fields) {
        int opened = books.sessions().size();
        var answer = learner.http().post(PATH, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields.split(",", -1));
        assertThat(books.sessions()).hasSize(opened);
    }

    @Test
    void needsSomebodyWhoIsSignedIn() {
        assertThat(RunningService.shared().http().post(PATH, PRO).status()).isEqualTo(401);
    }

    @Test
    void opensOnePageForOneKeyHoweverManyAskAtOnce() {
        var key = UUID.randomUUID().toString();
        int opened = books.sessions().size();
        var answers = AtOnce.send(10, number -> keyed(learner, key, PRO));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(books.sessions()).hasSize(opened + 1);
    }

    @Test
    void isAnotherOneForSomebodyElseOfTheSameKey() {
        var other = RunningService.shared().learner();
        var key = UUID.randomUUID().toString();

        assertThat(keyed(learner, key, PRO).at("url")).isNotEqualTo(keyed(other, key, PRO).at("url"));
        assertThat(keyed(learner, key, "{\"plan\":\"Basic\",\"duration\":30}").status()).isEqualTo(422);
    }

    @Test
    void isOpenedTwiceWithoutAKey() {
        assertThat(learner.http().post(PATH, PRO).at("url")).isNotEqualTo(learner.http().post(PATH, PRO).at("url"));
    }

    @Test
    void failsClearlyWhileTheProviderDoes() {
        stripe.fails(500, 3);
        var answer = learner.http().post(PATH, PRO);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("An error occurred while creating payment session");
        assertThat(answer.header("retry-after")).isPresent();
        assertThat(answer.text()).doesNotContain(LoopbackStripe.KEY);
        assertThat(learner.http().post(PATH, PRO).status()).isEqualTo(200);
    }

    @Test
    void tellsPeopleWhatTheProviderDoesNotWant() {
        stripe.fails(400, 1);
        var answer = learner.http().post(PATH, PRO);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Something went wrong with …");
    }

    private static Answer keyed(Learner who, String key, String body) {
        return who.http().method("POST", PATH, BodyPublishers.ofString(body),
                "Content-Type", "application/json", "Idempotency-Key", key);
    }
}
