package studio.dictation.app.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.ContractRow;
import studio.dictation.app.http.Http;
import studio.dictation.app.security.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.http.ContractRow.error;

/**
 * Every status and every text that the contract has for A1 to A10 and U7 to U9, in the order of its rows. What every route
 * answers, 500 for instance, is §1.1 of the contract: {@link studio.dictation.app.http.GlobalErrorsE2E}.
 */
class IdentityContractE2E {
    private static final Providers PROVIDERS = Providers.with("--TRUSTED_PROXIES=127.0.0.1", "--THROTTLE_SIGN_INS=60/15m",
            "--THROTTLE_REGISTRATIONS=20/1h");
    private static final RunningService SERVICE = PROVIDERS.service();
    private static final int TOO_MANY = 429;

    /** The statuses of the contract's rows, and of their throttling. */
    private static final Map<String, Set<Integer>> STATUSES = Map.ofEntries(
            Map.entry("A1", Set.of(200, 400, TOO_MANY)),
            Map.entry("A2", Set.of(200, 400, 401, 403, TOO_MANY)),
            Map.entry("A3", Set.of(200, 401, 404)),
            Map.entry("A4", Set.of(200, 401, TOO_MANY)),
            Map.entry("A5", Set.of(200, 401, 403, 404, TOO_MANY)),
            Map.entry("A6", Set.of(200, 400, 401, 403, TOO_MANY)),
            Map.entry("A7", Set.of(200, 400, TOO_MANY)),
            Map.entry("A8", Set.of(200, 400, 401, 403, 404)),
            Map.entry("A9", Set.of(200, 400, 401, 403, 404)),
            Map.entry("A10", Set.of(200, 400, 401, 403, 404)),
            Map.entry("U7", Set.of(200, 400, 401, 403, 404)),
            Map.entry("U8", Set.of(200, 400, 401, 404)),
            Map.entry("U9", Set.of(200, 401, 404)));
    private static final String PASSWORD = "a long password";
    private static final String EMAIL = "contract-" + UUID.randomUUID() + "@example.org";
    private static final String OTHER = SERVICE.learner().email();
    private static final String GOOGLE_OTHER = PROVIDERS.google(OTHER);
    private static final String TOO_OFTEN = "Too many attempts, please try again later";
    private static final Answer REGISTERED = SERVICE.http().post("/auth/register",
            "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(EMAIL, PASSWORD));

    /** Who asks: without a token, with one of an account or of none, or with a refresh token. */
    private enum Who { NOBODY, LEARNER, SOMEBODY_ELSE, ADMIN, GHOST, REFRESHER, REFRESHING_GHOST }

    static List<ContractRow<Who>> rows() {
        return List.of(
                row("A1", Who.NOBODY, "POST /auth/register",
                        "{\"username\":\"Ann\",\"email\":\"{free}\",\"password\":\"a long password\",\"avatar\":\"\"}", 200,
                        "{\"message\":\"User registered successfully\",\"user\":{\"email\":\"{free}\""),
                row("A1", Who.NOBODY, "POST /auth/register", "{}", 400, error("All fields are required")),
                row("A1", Who.NOBODY, "POST /auth/register",
                        "{\"username\":\"Ann\",\"email\":\"{learner}\",\"password\":\"a long password\",\"avatar\":\"\"}", 400,
                        error("User with this email already exists")),
                row("A1", Who.NOBODY, "POST /auth/register",
                        "{\"username\":\"An\",\"email\":\"a@example.org\",\"password\":\"a long password\"}", 400,
                        "{\"field\":\"username\",\"message\":\"must have 3 to 50 characters\"}"),
                row("A1", Who.NOBODY, "POST /auth/register",
                        "{\"username\":\"Ann\",\"email\":\"a@b\",\"password\":\"a long password\"}", 400,
                        "{\"field\":\"email\",\"message\":\"must look like name@example.org\"}"),
                row("A1", Who.NOBODY, "POST /auth/register",
                        "{\"username\":\"Ann\",\"email\":\"a@example.org\",\"password\":\"seven77\"}", 400,
                        "{\"field\":\"password\",\"message\":\"must have at least 8 characters\"}"),
                row("A1", Who.NOBODY, "POST /auth/register", "{", 400, error("Malformed JSON")),
                row("A1", Who.NOBODY, "POST /auth/register", "{\"email\":\"{free}\"}", TOO_MANY, error(TOO_OFTEN)),

                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\",\"password\":\"{right}\"}", 200,
                        "{\"message\":\"Login successful\",\"user\":{\"email\":\"{learner}\""),
                row("A2", Who.NOBODY, "POST /auth/login", "{}", 400, error("Username, email and avatar are required")),
                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\",\"username\":\"Ann\",\"avatar\":\"\"}", 401,
                        error("Proof of identity is required to log in")),
                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\",\"password\":\"wrong\"}", 401,
                        error("Invalid email or password")),
                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\",\"id_token\":\"x\"}", 401,
                        error("The token proves no identity")),
                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\",\"id_token\":\"{google-other}\"}", 403,
                        error("The proof is for another e-mail address")),
                row("A2", Who.NOBODY, "POST /auth/login", "{", 400, error("Malformed JSON")),
                row("A2", Who.NOBODY, "POST /auth/login", "{\"email\":\"{learner}\"}", TOO_MANY, error(TOO_OFTEN)),

                row("A3", Who.SOMEBODY_ELSE, "POST /auth/logout", "", 200, "{\"message\":\"Successfully logged out\"}"),
                row("A3", Who.NOBODY, "POST /auth/logout", "", 401, error("Missing Authorization Header")),
                row("A3", Who.REFRESHER, "POST /auth/logout", "", 401, error("Only non-refresh tokens are allowed")),
                row("A3", Who.GHOST, "POST /auth/logout", "", 404, error("User not found")),

                row("A4", Who.REFRESHER, "POST /auth/refresh-token", "", 200, "{\"email\":\"{learner}\""),
                row("A4", Who.LEARNER, "POST /auth/refresh-token", "", 401, error("Only refresh tokens are allowed")),
                row("A4", Who.REFRESHING_GHOST, "POST /auth/refresh-token", "", 401, error("User not found")),
                row("A4", Who.NOBODY, "POST /auth/refresh-token", "", 401, error("Missing Authorization Header")),
                row("A4", Who.REFRESHER, "POST /auth/refresh-token", "", TOO_MANY, error(TOO_OFTEN)),

                row("A5", Who.LEARNER, "GET /auth/userinfo/{learner}", "", 200, "{\"email\":\"{learner}\""),
                row("A5", Who.ADMIN, "GET /auth/userinfo/{learner}", "", 200, "{\"email\":\"{learner}\""),
                row("A5", Who.LEARNER, "GET /auth/userinfo/{other}", "", 403, error("Admin access required")),
                row("A5", Who.ADMIN, "GET /auth/userinfo/nobody@example.org", "", 404, error("User not found")),
                row("A5", Who.GHOST, "GET /auth/userinfo/{learner}", "", 404, error("User not found")),
                row("A5", Who.NOBODY, "GET /auth/userinfo/{learner}", "", 401, error("Missing Authorization Header")),
                row("A5", Who.LEARNER, "GET /auth/userinfo/{learner}", "", TOO_MANY, error(TOO_OFTEN)),

                row("A6", Who.LEARNER, "POST /auth/userinfo", "{\"email\":\"{learner}\",\"avatar\":null}", 200,
                        "{\"message\":\"User information processed successfully\",\"user\":{\"email\":\"{learner}\""),
                row("A6", Who.LEARNER, "POST /auth/userinfo", "{\"avatar\":\"\",\"username\":\"Ann\"}", 400, error("Email is required")),
                row("A6", Who.NOBODY, "POST /auth/userinfo", "{\"email\":\"{learner}\",\"username\":\"Ann\",\"avatar\":\"\"}", 401,
                        error("Proof of identity is required to log in")),
                row("A6", Who.NOBODY, "POST /auth/userinfo", "{\"email\":\"{learner}\",\"password\":\"wrong\"}", 401,
                        error("Invalid email or password")),
                row("A6", Who.NOBODY, "POST /auth/userinfo", "{\"email\":\"{learner}\",\"access_token\":\"x\"}", 401,
                        error("The token proves no identity")),
                row("A6", Who.LEARNER, "POST /auth/userinfo", "{\"email\":\"{other}\"}", 403,
                        error("The proof is for another e-mail address")),

                row("A6", Who.NOBODY, "POST /auth/userinfo", "{\"email\":\"{learner}\"}", TOO_MANY, error(TOO_OFTEN)),

                row("A7", Who.NOBODY, "POST /auth/check-email", "{\"email\":\"{learner}\"}", TOO_MANY, error(TOO_OFTEN)),
                row("A7", Who.NOBODY, "POST /auth/check-email", "{\"email\":\"{learner}\"}", 200,
                        "{\"exists\":true,\"message\":\"Email already exists\"}"),
                row("A7", Who.NOBODY, "POST /auth/check-email", "{\"email\":\"nobody@example.org\"}", 200,
                        "{\"exists\":false,\"message\":\"Email is available\"}"),
                row("A7", Who.NOBODY, "POST /auth/check-email", "{}", 400, error("Email is required")),

                row("A8", Who.ADMIN, "GET /auth/users", "", 200, "{\"users\":[{\"email\":"),
                row("A8", Who.ADMIN, "GET /auth/users", "", 200, "\"dictation_progress\":{}"),
                row("A8", Who.ADMIN, "GET /auth/users?limit=0", "", 400, error("limit must be a whole number from 1 to 1,000")),
                row("A8", Who.ADMIN, "GET /auth/users?cursor=x", "", 400, error("cursor is none that was given out")),
                row("A8", Who.LEARNER, "GET /auth/users", "", 403, error("Admin access required")),
                row("A8", Who.GHOST, "GET /auth/users", "", 404, error("User not found")),
                row("A8", Who.NOBODY, "GET /auth/users", "", 401, error("Missing Authorization Header")),

                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"{learner}\"],\"plan\":\"Free\"}", 200,
                        "{\"email\":\"{learner}\",\"success\":true,\"message\":\"Plan updated to Free with expiration None\"}"),
                row("A9", Who.ADMIN, "PUT /auth/user/plan", "{\"emails\":[\"{other}\"],\"plan\":\"Pro\",\"duration\":90}", 200,
                        "{\"email\":\"{other}\",\"success\":true,\"message\":\"Plan updated to Pro with expiration 1"),
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
                row("A9", Who.GHOST, "PUT /auth/user/plan", "{}", 404, error("User not found")),
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
                row("A10", Who.ADMIN, "PUT /auth/user/role", "{\"emails\":[\"a@b.c\"],\"role\":\"User\",\"endSessions\":1}", 400,
                        "{\"field\":\"endSessions\",\"message\":\"has the wrong type\"}"),
                row("A10", Who.LEARNER, "PUT /auth/user/role", "{\"emails\":[\"{learner}\"],\"role\":\"Admin\"}", 403,
                        error("Admin access required")),
                row("A10", Who.GHOST, "PUT /auth/user/role", "{}", 404, error("User not found")),
                row("A10", Who.NOBODY, "PUT /auth/user/role", "{}", 401, error("Missing Authorization Header")),

                row("U7", Who.ADMIN, "GET /user/all", "", 200, "{\"users\":[{\"email\":"),
                row("U7", Who.ADMIN, "GET /user/all?limit=1", "", 200, "\"nextCursor\":"),
                row("U7", Who.LEARNER, "GET /user/all", "", 403, error("Admin access required")),
                row("U7", Who.ADMIN, "GET /user/all?limit=1001", "", 400, error("limit must be a whole number from 1 to 1,000")),
                row("U7", Who.GHOST, "GET /user/all", "", 404, error("User not found")),
                row("U7", Who.NOBODY, "GET /user/all", "", 401, error("Missing Authorization Header")),

                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":\"ko\"}", 200,
                        "{\"message\":\"User configuration updated successfully\",\"config\":{\"email\":\"{learner}\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"role\":\"Admin\",\"plan\":{\"name\":\"Premium\"}}", 200,
                        "\"role\":\"User\",\"plan\":{\"name\":\"Free\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":\"xx\"}", 400, "{\"field\":\"language\""),
                row("U8", Who.LEARNER, "POST /user/config", "{\"dictation_config\":1}", 400, "{\"field\":\"dictation_config\""),
                row("U8", Who.LEARNER, "POST /user/config", "[]", 400, error("Request body has the wrong form")),
                row("U8", Who.GHOST, "POST /user/config", "{\"language\":\"ko\"}", 404, error("User not found")),
                row("U8", Who.LEARNER, "POST /user/config", "{\"language\":", 400, error("Malformed JSON")),
                row("U8", Who.NOBODY, "POST /user/config", "{}", 401, error("Missing Authorization Header")),

                row("U9", Who.LEARNER, "GET /user/config", "", 200, "{\"config\":{\"email\":\"{learner}\""),
                row("U9", Who.GHOST, "GET /user/config", "", 404, error("User not found")),
                row("U9", Who.NOBODY, "GET /user/config", "", 401, error("Missing Authorization Header")));
    }

    @Test
    void isCompleteHere() {
        assertThat(rows().stream()
                        .collect(Collectors.groupingBy(ContractRow::id, Collectors.mapping(ContractRow::status, Collectors.toSet()))))
                .isEqualTo(STATUSES);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isKept(ContractRow<Who> row) {
        var client = switch (row.who()) {
            case NOBODY -> SERVICE.http();
            case LEARNER -> SERVICE.signedIn(REGISTERED);
            case SOMEBODY_ELSE -> SERVICE.learner().http();
            case ADMIN -> SERVICE.admin();
            case GHOST -> SERVICE.http().as(tokenOfNobody(Tokens.ACCESS_HEADER));
            case REFRESHER -> SERVICE.http().as(REGISTERED.header(Tokens.REFRESH_HEADER).orElseThrow());
            case REFRESHING_GHOST -> SERVICE.http().as(tokenOfNobody(Tokens.REFRESH_HEADER));
        };

        var answer = row.status() == TOO_MANY ? sendUntilItIsTooMuch(client, row) : row.ask(client);

        row.assertKeptBy(answer);
        assertThat(answer.text()).doesNotContain("\"password\":", "password_");
        assertThat(answer.header("content-type")).hasValueSatisfying(type ->
                assertThat(type).startsWith(row.status() == 200 ? "application/json" : "application/problem+json"));
    }

    /** From a place of its own, which nobody else's requests use up. */
    private static Answer sendUntilItIsTooMuch(Http client, ContractRow<Who> row) {
        var place = "198.18.0." + rows().indexOf(row);
        var answer = row.ask(client, "X-Forwarded-For", place);
        for (int sent = 1; answer.status() != TOO_MANY && sent <= 100; sent++) {
            answer = row.ask(client, "X-Forwarded-For", place);
        }
        return answer;
    }

    private static @Nullable String tokenOfNobody(String header) {
        return SERVICE.part(Tokens.class).issue("nobody-" + UUID.randomUUID() + "@example.org", 0).getFirst(header);
    }

    private static ContractRow<Who> row(String id, Who who, String request, String body, int status, String text) {
        return new ContractRow<>(id, who, filled(request), filled(body), status, filled(text));
    }

    private static String filled(String text) {
        return text.replace("{learner}", EMAIL).replace("{other}", OTHER).replace("{free}", "free-" + EMAIL).replace("{right}", PASSWORD)
                .replace("{google-other}", GOOGLE_OTHER);
    }
}
