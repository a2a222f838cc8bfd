package studio.dictation.app.code;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.ContractRow;
import studio.dictation.app.http.Http;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.app.security.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.http.ContractRow.error;

/**
 * Every status and every text that the contract has for P5 to P9, in the order of its rows. What every route answers, 500 for
 * instance, is §1.1 of the contract: {@link studio.dictation.app.http.GlobalErrorsE2E}.
 */
class CodeContractE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Client LEARNER = NODES.learner(NODES.a());
    private static final int TOO_MANY = 429;
    private static final String GENERATE = "POST /payment/generate-code";
    private static final String CUSTOM = "POST /payment/generate-custom-code";
    private static final String LIST = "GET /payment/verification-codes";
    private static final String VERIFY = "POST /payment/verify-code";
    private static final String ASSIGN = "POST /payment/assign-code";

    /** The statuses of the contract's rows, and of their throttling. */
    private static final Map<String, Set<Integer>> STATUSES = Map.of(
            "P5", Set.of(200, 400, 401, 403, 404),
            "P6", Set.of(200, 400, 401, 404, TOO_MANY),
            "P7", Set.of(200, 401, 403, 404),
            "P8", Set.of(200, 400, 401, 403, 404),
            "P9", Set.of(200, 400, 401, 403, 404));

    /** Who asks: without a token, or with one of an account or of none. */
    private enum Who { NOBODY, LEARNER, ADMIN, GHOST }

    static List<ContractRow<Who>> rows() {
        return List.of(
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":\"30days\"}", 200, "\"expires_in\":3600}"),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":\"60days\"}", 200, "{\"code\":\""),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":\"90days\"}", 200, "\"full_code\":\""),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":\"permanent\",\"x\":1}", 200, "\"expires_in\":3600}"),
                row("P5", Who.ADMIN, GENERATE, "{}", 400, error("Invalid duration specified")),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":null}", 400, error("Invalid duration specified")),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":30}", 400, error("Invalid duration specified")),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":\"31days\"}", 400, "{\"field\":\"duration\""),
                row("P5", Who.ADMIN, GENERATE, "{\"duration\":{}}", 400, "{\"field\":\"duration\""),
                row("P5", Who.ADMIN, GENERATE, "{", 400, error("Malformed JSON")),
                row("P5", Who.LEARNER, GENERATE, "{\"duration\":\"30days\"}", 403, error("Admin access required")),
                row("P5", Who.GHOST, GENERATE, "{\"duration\":\"30days\"}", 404, error("User not found")),
                row("P5", Who.NOBODY, GENERATE, "{\"duration\":\"30days\"}", 401, error("Missing Authorization Header")),

                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"{code}\"}", 200,
                        "{\"message\":\"Membership successfully applied\",\"plan\":{\"name\":\"Basic\",\"expireTime\":1"),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\" {code} \"}", 200, "\"isRecurring\":false,\"status\":\"active\"}}"),
                row("P6", Who.LEARNER, VERIFY, "{}", 400, error("Invalid verification code format")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":null}", 400, error("Invalid verification code format")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"0123456789abcdef\"}", 400, error("Invalid verification code format")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"{code}-\"}", 400, error("Invalid verification code format")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"a-b-c\"}", 400, "{\"field\":\"code\""),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":[\"a\"]}", 400, "{\"field\":\"code\""),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"{random}-00000000\"}", 400, error("Invalid verification code")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"0123456789abcdef-00000000\"}", 404,
                        error("Verification code not found or expired")),
                row("P6", Who.LEARNER, VERIFY, "{\"code\":\"x-y\"}", 404, error("Verification code not found or expired")),
                row("P6", Who.LEARNER, VERIFY, "{", 400, error("Malformed JSON")),
                row("P6", Who.LEARNER, VERIFY, "{}", TOO_MANY, error("Too many attempts, please try again later")),
                row("P6", Who.GHOST, VERIFY, "{\"code\":\"{code}\"}", 404, error("User not found")),
                row("P6", Who.NOBODY, VERIFY, "{\"code\":\"{code}\"}", 401, error("Missing Authorization Header")),

                row("P7", Who.ADMIN, LIST, "", 200, "{\"codes\":[{\"code_part\":\""),
                row("P7", Who.ADMIN, LIST, "", 200, "\"count\":"),
                row("P7", Who.LEARNER, LIST, "", 403, error("Admin access required")),
                row("P7", Who.GHOST, LIST, "", 404, error("User not found")),
                row("P7", Who.NOBODY, LIST, "", 401, error("Missing Authorization Header")),

                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"{learner}\"}", 200,
                        "{\"message\":\"Membership successfully assigned to {learner}\",\"plan\":{\"name\":\"Basic\",\"expireTime\":1"),
                row("P8", Who.ADMIN, ASSIGN, "{}", 400, error("Verification code and user email are required")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\"}", 400, error("Verification code and user email are required")),
                row("P8", Who.ADMIN, ASSIGN, "{\"userEmail\":\"{learner}\"}", 400, error("Verification code and user email are required")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\" \",\"userEmail\":\"\"}", 400, error("Verification code and user email are required")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"nobody@example.org\"}", 404,
                        error("User with email nobody@example.org not found")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"nobody\"}", 404, error("User with email nobody not found")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"%s\"}".formatted("n".repeat(255)), 400,
                        "{\"field\":\"userEmail\""),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"a-b-c\",\"userEmail\":\"{learner}\"}", 400, error("Invalid verification code format")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"abc\",\"userEmail\":\"{learner}\"}", 400, error("Invalid verification code format")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{random}-00000000\",\"userEmail\":\"{learner}\"}", 400,
                        error("Invalid verification code")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"0123456789abcdef-00000000\",\"userEmail\":\"{learner}\"}", 404,
                        error("Verification code not found or expired")),
                row("P8", Who.ADMIN, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"{learner}\",\"reason\":\"he asked\"}", 400, "{\"field\":\"reason\""),
                row("P8", Who.ADMIN, ASSIGN, "{", 400, error("Malformed JSON")),
                row("P8", Who.LEARNER, ASSIGN, "{\"code\":\"{code}\",\"userEmail\":\"{learner}\"}", 403, error("Admin access required")),
                row("P8", Who.GHOST, ASSIGN, "{}", 404, error("User not found")),
                row("P8", Who.NOBODY, ASSIGN, "{}", 401, error("Missing Authorization Header")),

                row("P9", Who.ADMIN, CUSTOM, "{\"days\":1}", 200, "\"expires_in\":3600}"),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":36500}", 200, "\"full_code\":\""),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":45.0}", 200, "{\"code\":\""),
                row("P9", Who.ADMIN, CUSTOM, "{}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":null}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":true}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":\"45\"}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":[45]}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":0}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":-1}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":1.5}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":36501}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":4294967326}", 400, daysError()),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":1e300}", 400, "{\"field\":\"days\""),
                row("P9", Who.ADMIN, CUSTOM, "{\"days\":1e999}", 400, "{\"field\":\"days\""),
                row("P9", Who.ADMIN, CUSTOM, "{", 400, error("Malformed JSON")),
                // S3 of the flaws: whoever was signed in could.
                row("P9", Who.LEARNER, CUSTOM, "{\"days\":36500}", 403, error("Admin access required")),
                row("P9", Who.GHOST, CUSTOM, "{\"days\":1}", 404, error("User not found")),
                row("P9", Who.NOBODY, CUSTOM, "{\"days\":1}", 401, error("Missing Authorization Header")));
    }

    @BeforeAll
    static void thereAreCodes() {
        newCode();
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
            case NOBODY -> NODES.a().http();
            case LEARNER -> NODES.a().http().as(NODES.learner(NODES.a()).http().token());
            case ADMIN -> NODES.admin(NODES.a());
            case GHOST -> NODES.a().http().as(NODES.a().part(Tokens.class)
                    .issue("nobody-" + UUID.randomUUID() + "@example.org", 0).getFirst(Tokens.ACCESS_HEADER));
        };
        var asked = new ContractRow<>(row.id(), row.who(), row.request(), withNewCode(row.body()), row.status(), row.text());

        var answer = ask(client, asked);
        for (int sent = 1; row.status() == TOO_MANY && answer.status() != TOO_MANY && sent <= 10; sent++) {
            answer = ask(client, asked);
        }

        asked.assertKeptBy(answer);
        assertThat(answer.header("x-ds-projection")).isEmpty();
        assertThat(answer.header("content-type")).hasValueSatisfying(type ->
                assertThat(type).startsWith(row.status() == 200 ? "application/json" : "application/problem+json"));
    }

    /** One is worth nothing afterwards. */
    private static String withNewCode(String body) {
        if (!body.contains("{code}") && !body.contains("{random}")) {
            return body;
        }
        var code = newCode();
        return body.replace("{code}", code).replace("{random}", code.split("-", 2)[0]);
    }

    private static String newCode() {
        return NODES.admin(NODES.a()).post("/payment/generate-code", "{\"duration\":\"30days\"}").at("code");
    }

    /** From a place of its own, so that other tests' requests use nothing up. */
    private static Answer ask(Http client, ContractRow<Who> row) {
        return row.ask(client, "X-Forwarded-For", "198.18.5.1");
    }

    private static String daysError() {
        return error("Invalid days specified. Must be a positive integer.");
    }

    private static ContractRow<Who> row(String id, Who who, String request, String body, int status, String text) {
        return new ContractRow<>(id, who, request, body.replace("{learner}", LEARNER.email()), status,
                text.replace("{learner}", LEARNER.email()));
    }
}
