package studio.dictation.app.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** U16: POST /user/update-duration. */
class PlanE2E {
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @ParameterizedTest
    @CsvSource({
        "1, Basic, 1", "59, Basic, 59", "60, Pro, 60", "89, Pro, 89", "90, Premium, 90", "36500, Premium, 36500",
        "-1, Premium, 36500", "30.0, Basic, 30", "3e1, Basic, 30"
    })
    void namesThePlanByItsDays(String duration, String plan, int days) {
        var answer = grant(learner.email(), duration);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Updated 1 of 1 users");
        assertThat(answer.at("/results/0/email")).isEqualTo(learner.email());
        assertThat(answer.node("/results/0/success").asBoolean()).isTrue();
        plan(answer.node("/results/0/plan"), plan, days);
    }

    @Test
    void addsDaysAndKeepsTheHigherLevel() {
        grant(learner.email(), "90");

        var answer = grant(learner.email().toUpperCase(Locale.ROOT), "30");

        plan(answer.node("/results/0/plan"), "Premium", 120);
    }

    @Test
    void tellsForEachAddressWhatBecameOfIt() {
        var answer = service.admin().post("/user/update-duration",
                "{\"emails\":[\"%s\",\"nobody@example.org\",\" %s \"],\"duration\":30}".formatted(learner.email(), learner.email()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Updated 1 of 2 users");
        plan(answer.node("/results/0/plan"), "Basic", 30);
        assertThat(answer.at("/results/1/email")).isEqualTo("nobody@example.org");
        assertThat(answer.node("/results/1/success").asBoolean(true)).isFalse();
        assertThat(answer.at("/results/1/error")).isEqualTo("User not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"duration\":30}", "{\"emails\":[],\"duration\":30}", "{\"emails\":null}", "{\"emails\":[\" \",null]}"})
    void wantsAddresses(String body) {
        refused(service.admin().post("/user/update-duration", body), "No emails provided", "emails");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"emails\":[\"a@b.c\"]}", "{\"emails\":[\"a@b.c\"],\"duration\":null}"})
    void wantsDays(String body) {
        refused(service.admin().post("/user/update-duration", body), "Duration is required", "duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "36501", "1.5", "1e99", "1e999999999", "1e-999999999", "4294967326"})
    void refusesDaysThatAreNone(String duration) {
        refused(grant(learner.email(), duration), "Duration must be -1 or a whole number of days from 1 to 36500", "duration");
    }

    @Test
    void isGrantedByAdministratorsOnly() {
        var answer = learner.http().post("/user/update-duration", "{\"emails\":[\"%s\"],\"duration\":30}".formatted(learner.email()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
        assertThat(service.http().post("/user/update-duration", "{}").status()).isEqualTo(401);
    }

    private Answer grant(String email, String duration) {
        return service.admin().post("/user/update-duration", "{\"emails\":[\"%s\"],\"duration\":%s}".formatted(email, duration));
    }

    private static void plan(JsonNode plan, String name, int days) {
        assertThat(plan.path("name").asString()).as(plan.toString()).isEqualTo(name);
        assertThat(plan.path("status").asString()).isEqualTo("active");
        assertThat(plan.path("isRecurring").isBoolean()).isTrue();
        assertThat(plan.path("nextPaymentTime").isNull()).isTrue();
        assertThat(Instant.ofEpochMilli(plan.path("expireTime").asLong()))
                .isBetween(Instant.now().plus(Duration.ofDays(days)).minus(SLACK), Instant.now().plus(Duration.ofDays(days)));
    }

    private static void refused(Answer answer, String error, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(field);
    }
}
