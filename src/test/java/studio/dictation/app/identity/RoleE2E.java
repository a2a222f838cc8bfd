package studio.dictation.app.identity;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

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

    @Nested
    class ThatEndsSessions {
        private static final String PASSWORD = "a long password";

        private final String email = "role-" + UUID.randomUUID() + "@example.org";
        private final Answer signedIn = service.http().post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, PASSWORD));

        @Test
        void endsEverySignInOfTheAccount() {
            var other = login();

            var answer = grantAndEnd("Admin", email);

            assertThat(answer.text()).isEqualTo("{\"message\":\"Role update completed. 1 successful, 0 failed.\",\"results\":"
                    + "[{\"email\":\"%s\",\"success\":true,\"message\":\"Role updated to Admin\"}]}".formatted(email));
            assertThat(answer.header("x-ds-projection")).isEmpty();
            hasEnded(signedIn);
            hasEnded(other);
            var later = login();
            assertThat(later.at("/user/role")).isEqualTo("Admin");
            goesOn(later);
            grant(email, "User");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",\"endSessions\":false", ",\"endSessions\":null"})
        void isAskedForExplicitly(String nothing) {
            service.admin().put("/auth/user/role", "{\"emails\":[\"%s\"],\"role\":\"User\"%s}".formatted(email, nothing));

            goesOn(signedIn);
        }

        @Test
        void endsWhatARequestThatWasInterruptedHasLeft() {
            service.part(Commands.class).send(new GrantRole(account(email).accountId(), Role.ADMIN));
            goesOn(signedIn);

            assertThat(grantAndEnd("Admin", email).node("/results/0/success").asBoolean()).isTrue();

            hasEnded(signedIn);
            grant(email, "User");
        }

        @Test
        void endsTheOnesFromInBetweenWhenItIsAskedTwice() {
            grantAndEnd("User", email);
            var between = login();

            assertThat(grantAndEnd("User", email).node("/results/0/success").asBoolean()).isTrue();

            hasEnded(between);
            goesOn(login());
        }

        @Test
        void endsThemWhenItIsAskedByManyAtOnce() {
            var answers = AtOnce.send(8, number -> grantAndEnd(number % 2 == 0 ? "User" : "Admin", email));

            assertThat(answers).allSatisfy(answer ->
                    assertThat(answer.node("/results/0/success").asBoolean()).as(answer.toString()).isTrue());
            hasEnded(signedIn);
            goesOn(login());
            grant(email, "User");
        }

        @Test
        void leavesEverythingToThoseWhoseRoleWasRefused() {
            var admin = account(RunningService.ADMIN_EMAIL);

            var answer = grantAndEnd("User", RunningService.ADMIN_EMAIL, "nobody@example.org", email);

            assertThat(answer.at("message")).isEqualTo("Role update completed. 1 successful, 2 failed.");
            assertThat(answer.at("/results/0/message")).isEqualTo("The last administrator can't be demoted");
            assertThat(answer.at("/results/1/message")).isEqualTo("User not found");
            assertThat(account(RunningService.ADMIN_EMAIL)).isEqualTo(admin);
            assertThat(service.admin().get("/user/config").status()).isEqualTo(200);
            hasEnded(signedIn);
        }

        @Test
        void endsThoseOfTheAdministratorWhoAsksToo() {
            grant(email, "Admin");
            var own = service.signedIn(signedIn);

            var answer = own.put("/auth/user/role", body("User", learner.email(), email));

            assertThat(answer.at("message")).isEqualTo("Role update completed. 2 successful, 0 failed.");
            hasEnded(signedIn);
            assertThat(learner.http().get("/user/config").error()).isEqualTo("Token has been revoked");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"true\"", "\"\"", "\"yes\"", "1", "0", "1.0", "[]", "[true]", "{}"})
        void isTrueOrFalse(String neither) {
            var answer = service.admin().put("/auth/user/role",
                    "{\"emails\":[\"%s\"],\"role\":\"Admin\",\"endSessions\":%s}".formatted(email, neither));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("Invalid value for endSessions");
            assertThat(answer.faultyFields()).containsExactly("endSessions");
            assertThat(account(email).isAdmin()).isFalse();
            goesOn(signedIn);
        }

        private Answer grantAndEnd(String role, String... emails) {
            return service.admin().put("/auth/user/role", body(role, emails));
        }

        private static String body(String role, String... emails) {
            return "{\"emails\":[\"%s\"],\"role\":\"%s\",\"endSessions\":true}".formatted(String.join("\",\"", emails), role);
        }

        private Answer login() {
            var answer = service.http().post("/auth/login",
                    "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer;
        }

        private void hasEnded(Answer signIn) {
            for (var answer : List.of(use(signIn), refresh(signIn))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                assertThat(answer.error()).isEqualTo("Token has been revoked");
            }
        }

        private void goesOn(Answer signIn) {
            for (var answer : List.of(use(signIn), refresh(signIn))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            }
        }

        private Answer use(Answer signIn) {
            return service.signedIn(signIn).get("/user/config");
        }

        private Answer refresh(Answer signIn) {
            return service.http().as(signIn.header("x-ds-refresh-token").orElseThrow()).postNothing("/auth/refresh-token");
        }

        private AccountView account(String email) {
            return service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow();
        }
    }

    private boolean mayAdminister() {
        return learner.http().post("/service/channel", "{}").status() == 400;
    }

    private Answer grant(String email, String role) {
        return service.admin().put("/auth/user/role",
                "{\"emails\":[\"%s\"],\"role\":\"%s\"}".formatted(email, role));
    }
}
