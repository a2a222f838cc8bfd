package studio.dictation.app.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract §1.1: what every route answers when something is wrong, row by row. */
class GlobalErrorsE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final Http ANYBODY = SERVICE.http();
    private static final Http LEARNER = SERVICE.learner().http();
    private static final SecretKey KEY = SERVICE.part(JwtSecret.class).hs256();
    private static final SecretKey OTHER_KEY =
            new SecretKeySpec("some other secret of more than 32 bytes".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private static final String MISSING = "Missing Authorization Header";
    private static final String BAD = "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'";
    private static final String CHANNELS = "/service/channel";

    static final List<Row> ROWS = List.of(
            new Row("No Authorization header", () -> withHeader(null), 401, MISSING, MISSING),
            new Row("Other scheme", () -> withHeader("Token x"), 401, MISSING,
                    "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'"),
            new Row("Bearer alone", () -> withHeader("Bearer"), 401, BAD, BAD),
            new Row("Bearer with extra words", () -> withHeader("Bearer a b"), 401, BAD, BAD),
            new Row("Expired token", () -> withToken(token("access", -3_600, KEY)), 401,
                    "Signature has expired", "Signature has expired"),
            new Row("Bad signature", () -> withToken(token("access", 3_600, OTHER_KEY)), 401,
                    "Signature verification failed", "Signature verification failed"),
            new Row("Not a JWT", () -> withToken("hello"), 401, "Not enough segments", "Not enough segments"),
            new Row("Refresh token on a J route", () -> withToken(token("refresh", 3_600, KEY)), 401,
                    "Only non-refresh tokens are allowed", "Only non-refresh tokens are allowed"),
            new Row("Access token on the R route", () -> SERVICE.learner().http().postNothing("/auth/refresh-token"), 401,
                    "Only refresh tokens are allowed", "Only refresh tokens are allowed"),
            new Row("Revoked token", GlobalErrorsE2E::afterLogout, 401, "Token has been revoked", "Token has been revoked"),
            new Row("A route, caller unknown", () -> ANYBODY.as(ofNobody()).post(CHANNELS, "{}"), 404, "User not found", ""),
            new Row("A route, not admin", () -> LEARNER.post(CHANNELS, "{}"), 403, "Admin access required", ""),
            new Row("Malformed JSON", () -> LEARNER.post("/user/progress", "{\"channelId\":"), 400, "Malformed JSON", ""),
            new Row("Wrong content type", () -> LEARNER.method("POST", "/user/progress", BodyPublishers.ofString("{}"),
                    "Content-Type", "text/plain"), 400, "Unsupported content type", ""),
            new Row("Wrong method on a known path", () -> ANYBODY.method("DELETE", CHANNELS, BodyPublishers.noBody()), 405,
                    "Method Not Allowed", ""),
            new Row("Unknown path", () -> ANYBODY.get("/no/such/path"), 404, "Not Found", ""),
            new Row("Any uncaught exception", GlobalErrorsE2E::whatCannotBeRead, 500, "Internal Server Error", ""));

    record Row(String situation, Supplier<Answer> request, int status, String error, String message) {
        @Override
        public String toString() {
            return situation;
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void areProblemsWithTheTextThatClientsRead(Row row) {
        var answer = row.request().get();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(row.status());
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.error()).isEqualTo(row.error());
        assertThat(answer.at("detail")).isEqualTo(row.error());
        assertThat(answer.at("message")).isEqualTo(row.message());
        assertThat(answer.node("status").asInt()).isEqualTo(row.status());
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "studio.dictation.app");
    }

    private static Answer withHeader(@Nullable String authorization) {
        return authorization == null
                ? ANYBODY.get("/user/duration")
                : ANYBODY.method("GET", "/user/duration", BodyPublishers.noBody(), "Authorization", authorization);
    }

    private static Answer withToken(String token) {
        return withHeader("Bearer " + token);
    }

    private static Answer afterLogout() {
        var gone = SERVICE.learner().http();
        assertThat(gone.postNothing("/auth/logout").status()).isEqualTo(200);
        return gone.get("/user/duration");
    }

    private static @Nullable String ofNobody() {
        return SERVICE.part(Tokens.class).issue("nobody-" + UUID.randomUUID() + "@example.org", 0).getFirst(Tokens.ACCESS_HEADER);
    }

    private static Answer whatCannotBeRead() {
        var channel = Catalogue.channel("public");
        var video = Catalogue.video(channel, "public");
        try (var redis = SERVICE.part(RedisDatabases.class).factory(1).getConnection()) {
            redis.hashCommands().hSet(bytes("video:%s:%s".formatted(channel, video)), bytes("transcript"), bytes("{"));
        }
        return LEARNER.get("/service/video-transcript/%s/%s".formatted(channel, video));
    }

    private static String token(String type, long secondsLeft, SecretKey key) {
        var now = Instant.now().getEpochSecond();
        var signed = base64(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + base64(bytes(
                "{\"sub\":\"ann@example.org\",\"jti\":\"%s\",\"type\":\"%s\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
                        .formatted(UUID.randomUUID(), type, now - 7_200, now - 7_200, now + secondsLeft)));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return signed + "." + base64(mac.doFinal(bytes(signed)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("HMAC-SHA256 is part of every JDK", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
