package studio.dictation.app.identity;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A7: POST /auth/check-email. */
class CheckEmailE2E {
    private final RunningService service = RunningService.shared();

    @Test
    void knowsAnAddressThatHasAnAccount() {
        var answer = check("  " + service.learner().email().toUpperCase(Locale.ROOT));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"exists\":true,\"message\":\"Email already exists\"}");
    }

    @Test
    void knowsAnAddressThatHasNone() {
        var answer = check("free-" + UUID.randomUUID() + "@example.org");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"exists\":false,\"message\":\"Email is available\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":null}", "{\"email\":\"\"}", "{\"email\":\"  \"}"})
    void wantsAnAddress(String body) {
        var answer = service.http().post("/auth/check-email", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Email is required");
        assertThat(answer.faultyFields()).containsExactly("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "user:x", "a@b", "a*@example.org", "a\\u0000b@example.org"})
    void looksForNothingThatNoAccountCanHave(String email) {
        var answer = check(email);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("code")).isEqualTo("invalid-input");
        assertThat(answer.faultyFields()).containsOnly("email");
    }

    private Answer check(String email) {
        return service.http().post("/auth/check-email", "{\"email\":\"%s\"}".formatted(email));
    }
}
