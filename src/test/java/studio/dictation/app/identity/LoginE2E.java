package studio.dictation.app.identity;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A2: POST /auth/login, and A3: POST /auth/logout. */
class LoginE2E {
    private static final String EMAIL = "login-" + UUID.randomUUID() + "@example.org";
    private static final String PASSWORD = "a good password";

    private final RunningService service = RunningService.shared();

    @BeforeAll
    static void register() {
        var answer = RunningService.shared().http().post("/auth/register",
                "{\"username\":\"Logan\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(EMAIL, PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void signsInWithThePassword() {
        var answer = login(" " + EMAIL.toUpperCase(java.util.Locale.ROOT), PASSWORD, "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Login successful");
        assertThat(answer.at("/user/email")).isEqualTo(EMAIL);
        assertThat(answer.at("/user/role")).isEqualTo("User");
        assertThat(answer.at("email")).isEqualTo(EMAIL);
        assertThat(answer.text()).doesNotContain("password");
        assertThat(answer.header("x-ds-refresh-token")).isPresent();
        assertThat(service.signedIn(answer).get("/user/duration").status()).isEqualTo(200);
    }

    @Test
    void takesOverANewNameAndPictureButNoBlankOnes() {
        var changed = login(EMAIL, PASSWORD, ",\"username\":\"Logan Two\",\"avatar\":\"https://img.example.org/2.png\"");
        var unchanged = login(EMAIL, PASSWORD, ",\"username\":null,\"avatar\":\"\"");

        assertThat(changed.at("/user/username")).isEqualTo("Logan Two");
        assertThat(changed.at("/user/avatar")).isEqualTo("https://img.example.org/2.png");
        assertThat(unchanged.at("/user/username")).isEqualTo("Logan Two");
        assertThat(unchanged.at("/user/avatar")).isEqualTo("https://img.example.org/2.png");
    }

    @Test
    void answersTheSameForAWrongPasswordAndAnUnknownAccount() {
        var wrong = login(EMAIL, "a bad password", "");
        var unknown = login("nobody-" + UUID.randomUUID() + "@example.org", "a bad password", "");

        refused(wrong, 401, "invalid-credentials", "Invalid email or password");
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(wrong.header("x-ds-access-token")).isEmpty();
    }

    @Test
    void wantsProof() {
        refused(service.http().post("/auth/login", "{\"email\":\"%s\",\"username\":\"L\",\"avatar\":\"\"}".formatted(EMAIL)),
                401, "proof-required", "Proof of identity is required to log in");
    }

    @Test
    void wantsAnAddress() {
        var answer = service.http().post("/auth/login", "{\"password\":\"a good password\"}");

        refused(answer, 400, "invalid-input", "Username, email and avatar are required");
        assertThat(answer.faultyFields()).containsExactly("email");
    }

    @Test
    void endsWithLogout() {
        var first = service.signedIn(login(EMAIL, PASSWORD, ""));
        var other = service.signedIn(login(EMAIL, PASSWORD, ""));

        var goodbye = first.postNothing("/auth/logout");

        assertThat(goodbye.status()).as(goodbye.toString()).isEqualTo(200);
        assertThat(goodbye.at("message")).isEqualTo("Successfully logged out");
        assertThat(first.get("/user/duration").error()).isEqualTo("Token has been revoked");
        assertThat(first.get("/user/duration").status()).isEqualTo(401);
        assertThat(other.get("/user/duration").status()).isEqualTo(200);
        assertThat(first.get("/service/channel").status()).isEqualTo(200);
    }

    private Answer login(String email, String password, String more) {
        return service.http().post("/auth/login",
                "{\"email\":\"%s\",\"password\":\"%s\"%s}".formatted(email, password, more));
    }

    private static void refused(Answer answer, int status, String code, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("code")).isEqualTo(code);
        assertThat(answer.error()).isEqualTo(error);
    }
}
