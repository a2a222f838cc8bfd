package studio.dictation.app.identity;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A5: GET /auth/userinfo/{email}. */
class UserInfoE2E {
    private final RunningService service = RunningService.shared();
    private final RunningService.Learner learner = service.learner();

    @Test
    void showsTheCallersOwnAccountFlat() {
        var answer = learner.http().get("/auth/userinfo/" + learner.email().toUpperCase(Locale.ROOT));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("email")).isEqualTo(learner.email());
        assertThat(answer.at("/plan/name")).isEqualTo("Free");
        assertThat(answer.node("user").isMissingNode()).isTrue();
        assertThat(answer.text()).doesNotContain("password", "eneration", "accountId");
        assertThat(answer.header("x-ds-access-token")).isEmpty();
    }

    @Test
    void showsAnyAccountToAdministrators() {
        assertThat(service.admin().get("/auth/userinfo/" + learner.email()).at("email")).isEqualTo(learner.email());
        refused(service.admin().get("/auth/userinfo/nobody-" + UUID.randomUUID() + "@example.org"), 404, "User not found");
    }

    @Test
    void showsNoOtherAccountToLearners() {
        refused(learner.http().get("/auth/userinfo/" + service.learner().email()), 403, "Admin access required");
        refused(learner.http().get("/auth/userinfo/nobody@example.org"), 403, "Admin access required");
        refused(learner.http().get("/auth/userinfo/*"), 403, "Admin access required");
        refused(service.http().get("/auth/userinfo/" + learner.email()), 401, "Missing Authorization Header");
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }
}
