package studio.dictation.app.identity;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A10: PUT /auth/user/role. */
class RoleE2E {
    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void takesEffectAtOnceForTokensThatAreOutAlready() {
        assertThat(mayAdminister()).isFalse();

        var promoted = grant(learner.email(), "Admin");
        assertThat(promoted.text()).isEqualTo("{\"message\":\"Role update completed. 1 successful, 0 failed.\",\"results\":"
                + "[{\"email\":\"%s\",\"success\":true,\"message\":\"Role updated to Admin\"}]}".formatted(learner.email()));
        assertThat(mayAdminister()).isTrue();

        var demoted = grant(learner.email(), "User");
        assertThat(demoted.at("/results/0/message")).isEqualTo("Role updated to User");
        assertThat(mayAdminister()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"user, User", "USER, User", "' User ', User"})
    void isSpeltInOneWay(String given, String role) {
        assertThat(grant(learner.email(), given).at("/results/0/message")).isEqualTo("Role updated to " + role);
    }

    @Test
    void isTheSameWhenItIsGrantedTwice() {
        grant(learner.email(), "User");

        assertThat(grant(learner.email(), "User").node("/results/0/success").asBoolean()).isTrue();
    }

    @Test
    void tellsForEachAddressWhatBecameOfIt() {
        var answer = service.admin().put("/auth/user/role",
                "{\"emails\":[\"nobody@example.org\",\"%s\",\" %s\"],\"role\":\"User\"}"
                        .formatted(learner.email().toUpperCase(Locale.ROOT), learner.email()));

        assertThat(answer.at("message")).isEqualTo("Role update completed. 1 successful, 1 failed.");
        assertThat(answer.node("results").size()).isEqualTo(2);
        assertThat(answer.at("/results/0/message")).isEqualTo("User not found");
        assertThat(answer.node("/results/0/success").asBoolean(true)).isFalse();
        assertThat(answer.at("/results/1/email")).isEqualTo(learner.email().toUpperCase(Locale.ROOT));
    }

    @Test
    void isKeptByTheLastAdministrator() {
        var answer = grant(RunningService.ADMIN_EMAIL, "User");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Role update completed. 0 successful, 1 failed.");
        assertThat(answer.node("/results/0/success").asBoolean(true)).isFalse();
        assertThat(answer.at("/results/0/message")).isEqualTo("The last administrator can't be demoted");
        assertThat(service.admin().post("/service/channel", "{}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Owner", "Administrator", "Admin,User"})
    void isOneOfTwo(String role) {
        var answer = grant(learner.email(), role);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("role must be User or Admin");
        assertThat(answer.faultyFields()).containsExactly("role");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | emails,role",
        "{\"emails\":[\"a@b.c\"]} | role",
        "{\"emails\":[\"a@b.c\"],\"role\":\" \"} | role",
        "{\"emails\":[],\"role\":\"User\"} | emails",
        "{\"emails\":[null,\" \"],\"role\":\"User\"} | emails"
    })
    void wantsAddressesAndARole(String body, String fields) {
        var answer = service.admin().put("/auth/user/role", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Emails list and role are required");
        assertThat(answer.faultyFields()).containsExactly(fields.split(",", -1));
    }

    @Test
    void isGrantedToAThousandAtATime() {
        var emails = IntStream.range(0, 1_001).mapToObj("\"x%d@example.org\""::formatted).collect(Collectors.joining(","));

        var answer = service.admin().put("/auth/user/role", "{\"emails\":[%s],\"role\":\"User\"}".formatted(emails));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("emails must have at most 1,000 addresses");
        assertThat(answer.faultyFields()).containsExactly("emails");
    }

    @Test
    void isGrantedByAdministratorsOnly() {
        var answer = learner.http().put("/auth/user/role",
                "{\"emails\":[\"%s\"],\"role\":\"Admin\"}".formatted(learner.email()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
        assertThat(mayAdminister()).isFalse();
        assertThat(service.http().put("/auth/user/role", "{}").status()).isEqualTo(401);
    }

    private boolean mayAdminister() {
        return learner.http().post("/service/channel", "{}").status() == 400;
    }

    private Answer grant(String email, String role) {
        return service.admin().put("/auth/user/role",
                "{\"emails\":[\"%s\"],\"role\":\"%s\"}".formatted(email, role));
    }
}
