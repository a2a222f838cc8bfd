package studio.dictation.app.identity;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** Every status and every text that the contract has for A8, A9, A10, U7, U8 and U9, in the order of its rows. */
class AccountsContractE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final RunningService.Learner LEARNER = SERVICE.learner();

    private enum Who { NOBODY, LEARNER, ADMIN }

    /** Who asks for what, and what the answer has to be: its status, and a text that its body holds. */
    private record Row(String id, Who who, String request, String body, int status, String text) {
        @Override
        public String toString() {
            return "%s: %s %s %s -> %d %s".formatted(id, who, request, body, status, text);
        }
    }

    static List<Row> rows() {
        return List.of(
                row("A8", Who.ADMIN, "GET /auth/users", "", 200, "{\"users\":[{\"email\":"),
                row("A8", Who.ADMIN, "GET /auth/users", "", 200, "\"dictation_progress\":{}"),
                row("A8", Who.ADMIN, "GET /auth/users?limit=0", "", 400, error("limit must be a whole number from 1 to 1,000")),
                row("A8", Who.ADMIN, "GET /auth/users?cursor=x", "", 400, error("cursor is none that was given out")),
                row("A8", Who.LEARNER, "GET /auth/users", "", 403, error("Admin access required")),
                row("A8", Who.NOBODY, "GET /auth/users", "", 401, error("Missing Authorization Header")),

                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"{learner}\"],\"plan\":\"Free\"}", 200,
                        "{\"email\":\"{learner}\",\"success\":true,\"message\":\"Plan updated to Free with expiration None\"}"),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"nobody@example.org\"],\"plan\":\"Pro\"}", 200,
                        "{\"message\":\"Plan update completed. 0 successful, 1 failed.\",\"results\":["
                                + "{\"email\":\"nobody@example.org\",\"success\":false,\"message\":\"User not found\"}]}"),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{}", 400, error("Emails list and plan are required")),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"a@b.c\"],\"plan\":\"Gold\"}", 400,
                        "{\"field\":\"plan\",\"message\":\"must be Free, Basic, Pro or Premium\"}"),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"a@b.c\"],\"plan\":\"Pro\",\"duration\":0}", 400,
                        "{\"field\":\"duration\",\"message\":\"must be a whole number from 1 to 36500\"}"),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{", 400, error("Malformed JSON")),
                row("A9", Who.LEARNER, "PUT /auth/user/plan", "{\"emails\":[\"{learner}\"],\"plan\":\"Pro\"}", 403,
                        error("Admin access required")),
                row("A9", Who.NOBODY, "PUT /auth/user/plan", "{}", 401, error("Missing Authorization Header")),

                row("A10", Who.ADMIN, "PUT /auth/user/role", "{\"emails\":[\"{learner}\",\"nobody@example.org\"],\"role\":\"User\"}", 200,
                        "{\"message\":\"Role update completed. 1 successful, 1 failed.\",\"results\":["
                                + "{\"email\":\"{learner}\",\"success\":true,\"message\":\"Role updated to User\"},"
                                + "{\"email\":\"nobody@example.org\",\"success\":false,\"message\":\"User not found\"}]}"),
                row("A10", Who.ADMIN, "PUT /auth/user/role",
                        "{\"emails\":[\"" + RunningService.ADMIN_EMAIL + "\"],\"role\":\"User\"}", 200,
                        "\"success\":false,\"message\":\"The last administrator can't be demoted\""),
                row("A10", Who.ADMIN, "PUT /auth/user/role", "{\"role\":\"User\"}", 400, error("Emails list and role are required")),
                row("A10", Who.ADMIN, "PUT /auth/user/role", "{\"emails\":[\"a@b.c\"],\"role\":\"Owner\"}", 400,
                        "{\"field\":\"role\",\"message\":\"must be User or Admin\"}"),
                row("A10", Who.LEARNER, "PUT /auth/user/role", "{\"emails\":[\"{learner}\"],\"role\":\"Admin\"}", 403,
                        error("Admin access required")),
                row("A10", Who.NOBODY, "PUT /auth/user/role", "{}", 401, error("Missing Authorization Header")),

                row("U7", Who.ADMIN, "GET /user/all", "", 200, "{\"users\":[{\"email\":"),
                row("U7", Who.ADMIN, "GET /user/all?limit=1", "", 200, "\"nextCursor\":"),
                row("U7", Who.LEARNER, "GET /user/all", "", 403, error("Admin access required")),
                row("U7", Who.NOBODY, "GET /user/all", "", 401, error("Missing Authorization Header")),

                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":\"ko\"}", 200,
                        "{\"message\":\"User configuration updated successfully\",\"config\":{\"email\":\"{learner}\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"role\":\"Admin\",\"plan\":{\"name\":\"Premium\"}}", 200,
                        "\"role\":\"User\",\"plan\":{\"name\":\"Free\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":\"xx\"}", 400, "{\"field\":\"language\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"dictation_config\":1}", 400, "{\"field\":\"dictation_config\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":", 400, error("Malformed JSON")),
                row("U8", Who.NOBODY, "POST /user/config", "{}", 401, error("Missing Authorization Header")),

                row("U9", Who.LEARNER, "GET /user/config", "", 200, "{\"config\":{\"email\":\"{learner}\""),
                row("U9", Who.NOBODY, "GET /user/config", "", 401, error("Missing Authorization Header")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isKept(Row row) {
        var client = switch (row.who) {
            case NOBODY -> SERVICE.http();
            case LEARNER -> LEARNER.http();
            case ADMIN -> SERVICE.admin();
        };

        var answer = send(client, row);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(row.status);
        assertThat(answer.text()).contains(row.text).doesNotContain("password");
        assertThat(answer.header("content-type")).hasValueSatisfying(type ->
                assertThat(type).startsWith(row.status == 200 ? "application/json" : "application/problem+json"));
    }

    private static Answer send(Http client, Row row) {
        var method = row.request.substring(0, row.request.indexOf(' '));
        var path = row.request.substring(row.request.indexOf(' ') + 1);
        return switch (method) {
            case "GET" -> client.get(path);
            case "POST" -> client.post(path, row.body);
            default -> client.put(path, row.body);
        };
    }

    private static Row row(String id, Who who, String request, String body, int status, String text) {
        return new Row(id, who, request, body.replace("{learner}", LEARNER.email()), status,
                text.replace("{learner}", LEARNER.email()));
    }

    private static String error(String text) {
        return "\"error\":\"" + text + "\"";
    }
}
