package studio.dictation.app.identity;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;

import static org.assertj.core.api.Assertions.assertThat;

/** A1: POST /auth/register. */
class RegisterE2E {
    private final RunningService service = RunningService.shared();

    @Test
    void opensAnAccountWithTheDefaultsAndSignsIn() {
        var email = "new-" + UUID.randomUUID() + "@example.org";
        var answer = register("Ann Other", email, "a good password", "https://img.example.org/a.png");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("User registered successfully");
        for (var user : new String[] {"/user", ""}) {
            assertThat(answer.at(user + "/email")).isEqualTo(email);
            assertThat(answer.at(user + "/username")).isEqualTo("Ann Other");
            assertThat(answer.at(user + "/avatar")).isEqualTo("https://img.example.org/a.png");
            assertThat(answer.at(user + "/language")).isEqualTo("en");
            assertThat(answer.at(user + "/role")).isEqualTo("User");
            assertThat(answer.at(user + "/plan/name")).isEqualTo("Free");
            assertThat(answer.node(user + "/plan/expireTime").isNull()).isTrue();
            assertThat(answer.node(user + "/plan/isRecurring").isBoolean()).isTrue();
            assertThat(answer.node(user + "/plan/isRecurring").asBoolean()).isFalse();
            assertThat(answer.at(user + "/plan/status")).isEqualTo("active");
            assertThat(answer.node(user + "/dictation_config/playback_speed").asInt()).isEqualTo(1);
            assertThat(answer.node(user + "/dictation_config/auto_repeat").asInt(-1)).isZero();
            assertThat(answer.at(user + "/dictation_config/shortcuts/prev")).isEqualTo("ControlLeft");
            assertThat(answer.node(user + "/missed_words").isObject()).isTrue();
            assertThat(answer.node(user + "/created_at").asLong()).isGreaterThan(1_700_000_000_000L);
            assertThat(answer.node(user + "/updated_at").isIntegralNumber()).isTrue();
        }
        assertThat(answer.text()).doesNotContain("password", "accountId", "account_id");
        assertThat(answer.header("x-ds-refresh-token")).isPresent();
        assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
    }

    @Test
    void trimsAndLowersTheAddress() {
        var name = UUID.randomUUID().toString();

        var answer = register("Ann Other", "  Mixed-" + name + "@Example.ORG ", "a good password", "");

        assertThat(answer.at("/user/email")).isEqualTo("mixed-" + name + "@example.org");
        refused(register("Ann Other", "MIXED-" + name + "@example.org", "a good password", ""),
                "User with this email already exists", "email");
    }

    @Test
    void takesNoPictureForAnEmptyOne() {
        var email = "bare-" + UUID.randomUUID() + "@example.org";
        var answer = service.http().post("/auth/register",
                "{\"username\":\"Bare\",\"email\":\"%s\",\"password\":\"a good password\",\"avatar\":null}".formatted(email));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/user/avatar")).isEmpty();
    }

    @Test
    void refusesASecondAccountForAnAddress() {
        var first = service.learner();

        refused(register("Somebody", first.email(), "another password", ""), "User with this email already exists", "email");
    }

    @Test
    void opensOneAccountThoughManyAskAtOnce() {
        var email = "many-" + UUID.randomUUID() + "@example.org";
        var verifier = "ab".repeat(32) + ":" + "cd".repeat(32);

        var answers = AtOnce.send(50, number -> register("Twin " + number, email, verifier, ""));

        var winners = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> refused(answer, "User with this email already exists", "email"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | username,email,password",
        "{\"username\":null,\"email\":\"\",\"password\":\"\"} | username,email,password",
        "{\"username\":\"Ann\",\"email\":\"a@b.org\"} | password",
        "{\"username\":\"  \",\"email\":\"a@b.org\",\"password\":\"a good password\"} | username"
    })
    void refusesABodyWithoutAllFields(String body, String fields) {
        refused(service.http().post("/auth/register", body), "All fields are required", fields.split(",", -1));
    }

    @Test
    void namesEveryFieldThatIsOutOfBounds() {
        var answer = register("An", "not an address", "short", "x".repeat(2_049));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).contains("username", "email", "password", "avatar");
    }

    @ParameterizedTest
    @CsvSource({"user:x", "*", "a\\u0000b@example.org", "a\\u007fb@example.org", "a\\nb@example.org", "a@b", "@example.org", "a@@example.org", "a b@example.org", "a:b@example.org", "a*@example.org", "a@example..org"})
    void refusesWhatIsNoAddress(String email) {
        var answer = register("Ann", email, "a good password", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsOnly("email");
    }

    private Answer register(String username, String email, String password, String avatar) {
        return service.http().post("/auth/register",
                "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"%s\"}"
                        .formatted(username, email, password, avatar));
    }

    private static void refused(Answer answer, String error, String... fields) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields);
    }
}
