package studio.dictation.app.security;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
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
import studio.dictation.app.identity.Minted;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.security.EdgeService.problem;

/** Who may call a route, and what a token has to be: contract §1, §1.1. */
class AccessEdgeTest {
    private final Http anybody = EdgeService.http();
    private final Http learner = EdgeService.as(EdgeService.LEARNER);
    private final Http admin = EdgeService.as(EdgeService.ADMIN);

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

    /** Nothing is looked for that no account can have: the read side here knows everybody it is asked for. */
    @Nested
    class AnAddressThatNoAccountCanHave {
        @ParameterizedTest
        @ValueSource(strings = {"*", "x", "user:x", "a*@example.org", "a\u0000@example.org"})
        void isThatOfAnUnknownAccount(String email) {
            var token = EdgeService.as(email);
            problem(token.get("/user/duration"), 404, "not-found", "User not found");

            var own = admin.get("/auth/userinfo/" + URLEncoder.encode(email, StandardCharsets.UTF_8));
            assertThat(own.status()).as(own.toString()).isIn(400, 404);

            var body = "{\"emails\":[\"%s\"],\"role\":\"Admin\"}".formatted(email.replace("\u0000", "\\u0000"));
            assertThat(admin.put("/auth/user/role", body).at("/results/0/message")).isEqualTo("User not found");
        }

        @Test
        void hasNoPassword() {
            var answer = anybody.post("/auth/login", "{\"email\":\"*\",\"password\":\"whatever it is\"}");

            problem(answer, 401, "invalid-credentials", "Invalid email or password");
        }
    }

    @Nested
    class ALogout {
        private final String access = Minted.formerly(EdgeService.LEARNER, "access", Instant.now()).hs256(EdgeService.SECRET);
        private final String refresh = Minted.formerly(EdgeService.LEARNER, "refresh", Instant.now()).hs256(EdgeService.SECRET);

        @Test
        void thatWasInterruptedCanBeSentAgain() {
            EdgeService.FAILING.add(Minted.claimsOf(refresh).path("jti").asString());
            problem(logout(), 409, "conflict", "Somebody else changed the same thing, please try again");

            EdgeService.FAILING.clear();
            assertThat(logout().status()).isEqualTo(200);

            problem(logout(), 401, "token-revoked", "Token has been revoked");
            problem(anybody.as(refresh).postNothing("/auth/refresh-token"), 401, "token-revoked", "Token has been revoked");
        }

        private Answer logout() {
            return anybody.as(access).method("POST", "/auth/logout", BodyPublishers.noBody(), Tokens.REFRESH_HEADER, refresh);
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

    @Test
    void healthIsPublicAndNothingElseOfTheActuator() {
        assertThat(anybody.get("//actuator/health").status()).isEqualTo(200);
        assertThat(anybody.get("//actuator/health/liveness").status()).isEqualTo(200);
        for (var endpoint : List.of("env", "beans", "heapdump", "configprops", "metrics", "shutdown")) {
            assertThat(admin.get("//actuator/" + endpoint).status()).as(endpoint).isEqualTo(404);
        }
    }
}
