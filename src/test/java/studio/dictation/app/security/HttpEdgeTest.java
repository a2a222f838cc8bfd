package studio.dictation.app.security;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.web.Visibility;

import static org.assertj.core.api.Assertions.assertThat;

/** What every route has in common: contract §1, §1.1, §11. */
class HttpEdgeTest {
    private static final String TRANSCRIPT = "/service/video-transcript/%s/dQw4w9WgXcQ";
    private static final String PROGRESS = """
            {"channelId":"%s","videoId":"dQw4w9WgXcQ","userInput":{},"currentTime":1.75E12,"overallCompletion":10.0,\
            "duration":5.0,"channelName":null,"videoTitle":null,"somethingNew":[1]}""";

    private final Http anybody = EdgeService.http();
    private final Http learner = EdgeService.as(EdgeService.LEARNER);
    private final Http admin = EdgeService.as(EdgeService.ADMIN);

    @BeforeEach
    void forgetEarlierTests() {
        EdgeService.SENT.clear();
        EdgeService.WAITS.clear();
    }

    @Nested
    class AToken {
        @Test
        void isMissing() {
            refused(anybody.get("/user/duration"), "Missing Authorization Header", "Missing Authorization Header");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "Token abc | Missing Authorization Header | Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'",
            "Bearer | Bad Authorization header. Expected 'Authorization: Bearer <JWT>' | Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
            "Bearer a b | Bad Authorization header. Expected 'Authorization: Bearer <JWT>' | Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
            "Bearer hello | Not enough segments | Not enough segments",
            "Bearer a.b.c | Signature verification failed | Signature verification failed"
        })
        void isNone(String header, String error, String message) {
            refused(anybody.method("GET", "/user/duration", BodyPublishers.noBody(), "Authorization", header), error, message);
        }

        @Test
        void isTooOld() {
            var old = EdgeService.token(
                    EdgeService.LEARNER, Tokens.ACCESS_HEADER, Instant.now().minusSeconds(7_231), EdgeService.SECRET);
            refused(anybody.as(old).get("/user/duration"), "Signature has expired", "Signature has expired");
        }

        @Test
        void isForged() {
            var forged = EdgeService.token(
                    EdgeService.ADMIN, Tokens.ACCESS_HEADER, Instant.now(), "some other secret of more than 32 bytes");
            refused(anybody.as(forged).get("/user/duration"), "Signature verification failed", "Signature verification failed");
        }

        @Test
        void isOneForRefreshing() {
            var refresh =
                    EdgeService.token(EdgeService.LEARNER, Tokens.REFRESH_HEADER, Instant.now(), EdgeService.SECRET);
            refused(anybody.as(refresh).get("/user/duration"),
                    "Only non-refresh tokens are allowed", "Only non-refresh tokens are allowed");
        }

        @Test
        void isWorthlessAfterLogout() {
            assertThat(learner.get("/user/duration").status()).isEqualTo(200);

            var goodbye = learner.postNothing("/auth/logout");

            assertThat(goodbye.status()).isEqualTo(200);
            assertThat(goodbye.at("message")).isEqualTo("Successfully logged out");
            refused(learner.get("/user/duration"), "Token has been revoked", "Token has been revoked");
        }

        @Test
        void isOfAnAccountThatIsUnknown() {
            var answer = EdgeService.as(EdgeService.STRANGER).get("/user/duration");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error()).isEqualTo("User not found");
        }

        @Test
        void isWrittenInAnyCase() {
            var answer = anybody.method("GET", "/user/duration", BodyPublishers.noBody(), "Authorization", "bearer " + learner.token());

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void countsAsNoneOnAPublicRouteWhenItIsBad() {
            assertThat(anybody.get("/service/channel").at("/0/name")).isEqualTo("seen by anybody");
            assertThat(anybody.as("nonsense").get("/service/channel").at("/0/name")).isEqualTo("seen by anybody");
            assertThat(learner.get("/service/channel").at("/0/name")).isEqualTo("seen by anybody");
            assertThat(admin.get("/service/channel").at("/0/name")).isEqualTo("seen by an admin");
        }

        @Test
        void thatCannotBeCheckedIsNeitherGoodNorBad() {
            var unchecked = EdgeService.as(EdgeService.OUT_OF_REACH);

            problem(unchecked.get("/user/duration"), 503, "unavailable", "Service temporarily unavailable");
            problem(unchecked.get("/service/channel"), 503, "unavailable", "Service temporarily unavailable");
        }

        private static void refused(Answer answer, String error, String message) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
            assertThat(answer.error()).isEqualTo(error);
            assertThat(answer.at("message")).isEqualTo(message);
            assertThat(answer.header("www-authenticate")).contains("Bearer");
            assertThat(answer.header("content-type")).contains("application/problem+json");
        }
    }

    @Nested
    class EveryRoute {
        @Test
        void wantsATokenUnlessItSaysOtherwise() {
            routes(route -> {
                var handler = route.handler();
                var answer = anybody.method(route.method(), "/" + route.path(), BodyPublishers.ofString("{}"),
                        "Content-Type", route.contentType());
                var open = handler.hasMethodAnnotation(Public.class);
                assertThat(answer.status() == 401).as("%s %s: %s", route.method(), route.path(), answer).isEqualTo(!open);
            });
        }

        @Test
        void forAdministratorsIsClosedToLearners() {
            routes(route -> {
                if (route.handler().hasMethodAnnotation(AdminOnly.class)) {
                    var answer = learner.method(route.method(), "/" + route.path(), BodyPublishers.ofString("{}"),
                            "Content-Type", route.contentType());
                    assertThat(answer.status()).as(route.path()).isEqualTo(403);
                    assertThat(answer.error()).isEqualTo("Admin access required");
                }
            });
        }

        @Test
        void liesUnderThePrefixAndWithoutIt() {
            assertThat(learner.get("/user/duration").status()).isEqualTo(200);
            assertThat(learner.get("//user/duration").status()).isEqualTo(200);
        }

        private static void routes(Consumer<Route> check) {
            var routes = EdgeService.routes().getHandlerMethods().entrySet().stream()
                    .flatMap(entry -> Route.of(entry.getKey(), entry.getValue()).stream())
                    .toList();
            assertThat(routes).hasSizeGreaterThanOrEqualTo(28);
            routes.forEach(check);
        }

        record Route(String method, String path, String contentType, HandlerMethod handler) {
            static List<Route> of(RequestMappingInfo info, HandlerMethod handler) {
                var multipart = !info.getConsumesCondition().isEmpty();
                return info.getPatternValues().stream()
                        .filter(path -> !path.equals("/error") && !path.matches("/v3/api-docs.*|/swagger-ui.html"))
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> new Route(method, path.replaceAll("\\{\\w+}", "x"),
                                        multipart ? "multipart/form-data; boundary=x" : "application/json", handler)))
                        .toList();
            }
        }
    }

    @Nested
    class ABadRequest {
        @Test
        void isForAnUnknownPath() {
            problem(anybody.get("/no/such/path"), 404, "not-found", "Not Found");
            problem(anybody.get("//"), 404, "not-found", "Not Found");
            problem(anybody.get("//error"), 404, "not-found", "Not Found");
        }

        @Test
        void hasAWrongMethod() {
            var answer = anybody.method("DELETE", "/user/progress", BodyPublishers.noBody());

            problem(answer, 405, "method-not-allowed", "Method Not Allowed");
            assertThat(answer.header("allow").orElse("").split(",\\s*", -1)).containsExactlyInAnyOrder("GET", "POST");
        }

        @Test
        void hasMalformedJson() {
            problem(learner.post("/user/progress", "{\"channelId\":"), 400, "invalid-input", "Malformed JSON");
            problem(learner.post("/user/progress", "hello"), 400, "invalid-input", "Malformed JSON");
        }

        @Test
        void hasNoBody() {
            problem(learner.postNothing("/user/progress"), 400, "invalid-input", "Request body is required");
            problem(learner.post("/user/progress", "null"), 400, "invalid-input", "Request body is required");
        }

        @Test
        void hasABodyOfTheWrongForm() {
            problem(learner.post("/user/progress", "[]"), 400, "invalid-input", "Request body has the wrong form");
            problem(learner.post("/user/progress", "7"), 400, "invalid-input", "Request body has the wrong form");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "/user/progress | {\"duration\":\"12\"} | duration",
            "/user/progress | {\"duration\":true} | duration",
            "/user/progress | {\"channelId\":12} | channelId",
            "/user/progress | {\"channelId\":{}} | channelId",
            "/user/progress | {\"userInput\":[]} | userInput",
            "/user/progress | {\"userInput\":{\"0\":7}} | userInput.0",
            "/user/update-duration | {\"emails\":[1]} | emails[0]",
            "/user/update-duration | {\"duration\":\"30\"} | duration",
            "/service/channel | {\"channels\":[{\"id\":\"a\"},{\"name\":false}]} | channels[1].name"
        })
        void namesTheFieldOfTheWrongType(String path, String body, String field) {
            var answer = admin.post(path, body);

            problem(answer, 400, "invalid-input", "Invalid value for " + field);
            assertThat(answer.faultyFields()).containsExactly(field);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "application/yaml", "application/xml", "application/cbor"})
        void isOfAnotherContentType(String type) {
            var answer = learner.method("POST", "/user/progress", BodyPublishers.ofString("a: b"), "Content-Type", type);
            problem(answer, 400, "invalid-input", "Unsupported content type");
        }

        @Test
        void isAFormThatCannotBeDecoded() {
            var answer = admin.method("POST", "/service/channel", BodyPublishers.ofString("a=%zz"),
                    "Content-Type", "application/x-www-form-urlencoded");
            problem(answer, 400, "invalid-input", "Malformed parameters");
        }

        @Test
        void isTooLong() {
            var body = "{\"channelId\":\"" + "x".repeat(1 << 20) + "\"}";
            problem(learner.post("/user/progress", body), 413, "payload-too-large", "Request body is too large");
        }

        @Test
        void isTooLongThoughItDoesNotSaySo() {
            var bytes = ("{\"channelId\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
            var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));

            var answer = learner.method("POST", "/user/progress", chunked, "Content-Type", "application/json");

            problem(answer, 413, "payload-too-large", "Request body is too large");
        }

        @Test
        void uploadsAFileThatIsTooBig() {
            var form = new Http.Multipart().field("data", "[]").file("transcript_files", "a.srt", new byte[(20 << 20) + 1]);
            problem(admin.post("/service/video-list", form), 413, "payload-too-large",
                    "Request body is too large: a form has at most 20 MiB, 128 parts and 1 MiB of texts");
        }

        @Test
        void uploadsTooMuch() {
            var form = new Http.Multipart().field("data", "[]");
            for (int i = 0; i < 11; i++) {
                form.file("transcript_files", "a.srt", new byte[2 << 20]);
            }
            problem(admin.post("/service/video-list", form), 413, "payload-too-large",
                    "Request body is too large: a form has at most 20 MiB, 128 parts and 1 MiB of texts");
        }

        @Test
        void uploadsTooManyPartsOrTooLongATextAmongThem() {
            var form = new Http.Multipart();
            for (int i = 0; i < 140; i++) {
                form.file("transcript_files", "a.srt", new byte[1]);
            }
            for (var refused : List.of(form, new Http.Multipart().field("data", "x".repeat((1 << 20) + 1)))) {
                problem(admin.post("/service/video-list", refused), 413, "payload-too-large",
                        "Request body is too large: a form has at most 20 MiB, 128 parts and 1 MiB of texts");
            }
        }

        @Test
        void hasAHeaderThatIsTooLong() {
            var answer = anybody.method("GET", "/user/duration", BodyPublishers.noBody(), "x-long", "x".repeat(20_000));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("Bad Request");
        }

        @Test
        void hasAnAddressThatIsNone() {
            var answer = anybody.get("/service/%2e%2e%2fchannel%00");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("Bad Request");
        }
    }

    @Nested
    class AFailure {
        @Test
        void ofOursTellsNothingButTheIdToAskFor() {
            var answer = learner.get(TRANSCRIPT.formatted("boom"));

            problem(answer, 500, "internal-error", "Internal Server Error");
            assertThat(UUID.fromString(answer.header("x-request-id").orElseThrow())).isNotNull();
            assertThat(answer.toString()).doesNotContain("secret-host", "Exception", "studio.dictation.query");
        }

        @Test
        void ofAStoreAsksToComeBack() {
            var answer = learner.get(TRANSCRIPT.formatted("outage"));

            problem(answer, 503, "unavailable", "Service temporarily unavailable");
            assertThat(answer.header("retry-after")).contains("1");
            assertThat(answer.toString()).doesNotContain("secret-host");
        }

        @Test
        void toWriteWhatOthersWroteIsAConflict() {
            var answer = learner.post("/user/progress", PROGRESS.formatted("conflict"));

            problem(answer, 409, "conflict", "Somebody else changed the same thing, please try again");
            assertThat(answer.toString()).doesNotContain("secret-host");
        }
    }

    @Nested
    class AWrite {
        @Test
        void saysNothingWhenReadsShowIt() {
            var answer = learner.post("/user/progress", PROGRESS.formatted("c1"));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.header("x-ds-projection")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"PENDING, pending", "PARKED, parked"})
        void saysThatReadsDoNotShowItYet(Visibility.Result wait, String header) {
            EdgeService.WAITS.add(wait);

            var answer = learner.post("/user/progress", PROGRESS.formatted("c1"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-ds-projection")).contains(header);
        }

        @Test
        void carriesWhoAndWhyInIdsOnly() throws InterruptedException {
            var answer = learner.post("/user/progress", PROGRESS.formatted("c1"));

            CommandMessage<?> sent = EdgeService.SENT.take();
            var id = answer.header("x-request-id").orElseThrow();
            assertThat(sent.getMetaData())
                    .containsEntry("actor", UUID.nameUUIDFromBytes(EdgeService.LEARNER.getBytes(StandardCharsets.UTF_8)).toString())
                    .containsEntry("source", "http")
                    .containsEntry("reason", "SaveProgress")
                    .containsEntry("requestId", id)
                    .containsEntry("correlationId", id)
                    .containsEntry("causationId", sent.getIdentifier());
            assertThat(sent.getMetaData().toString()).doesNotContain("@");
        }
    }

    @Nested
    class ABrowser {
        @Test
        void mayAskFirstWithoutAToken() {
            var answer = anybody.method("OPTIONS", "/user/missed-words", BodyPublishers.noBody(),
                    "Origin", "https://app.example.org", "Access-Control-Request-Method", "DELETE",
                    "Access-Control-Request-Headers", "authorization,content-type,x-anything");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("access-control-allow-origin")).contains("https://app.example.org");
            assertThat(answer.header("access-control-allow-methods").orElse("")).contains("DELETE");
            assertThat(answer.header("access-control-allow-headers").orElse("")).contains("x-anything");
            assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        }

        @Test
        void seesTheTokensAndWhetherAWriteIsVisibleAndOfWhichState() {
            var answer = anybody.method("GET", "/service/channel", BodyPublishers.noBody(), "Origin", "https://app.example.org");

            assertThat(answer.header("access-control-expose-headers").orElse(""))
                    .contains("x-ds-access-token", "x-ds-refresh-token", "x-ds-projection", "ETag");
        }

        @Test
        void fromAnotherOriginIsRefused() {
            var answer = anybody.method("GET", "/service/channel", BodyPublishers.noBody(), "Origin", "https://evil.example.org");

            problem(answer, 403, "forbidden", "Origin not allowed");
        }

        @Test
        void isToldToTakeNothingForMoreThanItIs() {
            var answer = learner.get("/user/duration");

            assertThat(answer.header("x-content-type-options")).contains("nosniff");
            assertThat(answer.header("x-frame-options")).contains("DENY");
            assertThat(answer.header("cache-control").orElse("")).contains("no-store");
            assertThat(answer.header("content-security-policy").orElse("")).contains("default-src 'none'");
            assertThat(answer.header("set-cookie")).isEmpty();
            assertThat(answer.header("server")).isEmpty();
        }
    }

    @Test
    void healthIsPublicAndNothingElseOfTheActuator() {
        assertThat(anybody.get("//actuator/health").status()).isEqualTo(200);
        assertThat(anybody.get("//actuator/health/liveness").status()).isEqualTo(200);
        for (var endpoint : List.of("env", "beans", "heapdump", "configprops", "metrics", "shutdown")) {
            assertThat(admin.get("//actuator/" + endpoint).status()).as(endpoint).isEqualTo(404);
        }
    }

    private static void problem(Answer answer, int status, String code, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.at("detail")).isEqualTo(error);
        assertThat(answer.at("code")).isEqualTo(code);
        assertThat(answer.at("type")).isEqualTo("urn:dictation-studio:problem:" + code);
        assertThat(answer.node("status").asInt()).isEqualTo(status);
        assertThat(answer.at("title")).isNotEmpty();
    }
}
