package studio.dictation.app;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.OtlpReceiver.hex;

/** One process that is watched in every way: traces, a log as JSON, a scraper. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowedRequestIT {
    private static final String SCRAPER = "a scraper's token, in 32 or more bytes".replace(' ', '-');
    private static final String PASSWORD = "a very secret passphrase";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Pattern SECRET = Pattern.compile("[^\\n]{8,}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServiceProcesses services = new ServiceProcesses();
    private final OtlpReceiver receiver = new OtlpReceiver();
    private Path folder;
    private ServiceProcesses.Service service;
    private Http http;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        folder = data;
        services.shareServers(folder);
        List<String> words = new ArrayList<>(List.of("-cp", withoutTests()));
        words.addAll(ServiceProcesses.FRUGAL);
        words.addAll(List.of("studio.dictation.app.Start", "--PORT=0", "--server.address=127.0.0.1",
                "--ADMIN_EMAIL=" + RunningService.ADMIN_EMAIL, "--ADMIN_PASSWORD=" + RunningService.ADMIN_PASSWORD,
                "--LOG_FORMAT=json", "--METRICS_TOKEN=" + SCRAPER, "--OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.address()));
        service = services.start(folder, Path.of(System.getProperty("java.home"), "bin", "java"), words.toArray(String[]::new));
        service.awaitReady();
        http = new Http(URI.create("http://127.0.0.1:" + service.port()), null);
    }

    @AfterAll
    void nothingStaysBehind() {
        services.killAll(folder);
        receiver.close();
    }

    @Test
    void isOneTraceFromHttpToTheWriteIntoRedis() {
        var trace = newTrace();
        var answer = register(recorded(trace));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var written = awaitSpan(trace, "project learners");
        var request = awaitSpan(trace, "POST /dictation-studio/auth/register");
        assertThat(hex(request.getParentSpanId())).isEqualTo(CALLER);
        var command = awaitSpan(trace, "command RegisterAccount");
        assertThat(command.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(awaitSpan(trace, "append").getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(written.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(written.getLinksList()).extracting(Span.Link::getSpanId).contains(command.getSpanId());
        assertThat(written.getStartTimeUnixNano()).isLessThan(request.getEndTimeUnixNano());
        assertThat(attribute(request, "dictation.request.id")).isEqualTo(answer.header("x-request-id").orElseThrow());
    }

    @Test
    void isNotFollowedIfTheCallerSaysSo() {
        var trace = newTrace();
        register("00-%s-%s-00".formatted(trace, CALLER));
        var later = newTrace();
        register(recorded(later));

        awaitSpan(later, "project learners");
        assertThat(receiver.of(trace)).isEmpty();
    }

    @Test
    void namesNobodyInASpan() {
        var email = UUID.randomUUID() + "@example.org";
        var trace = newTrace();
        var registered = register(email, null);
        assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
        var token = registered.header("x-ds-access-token").orElseThrow();
        http.as(token).method("GET", "/auth/userinfo/" + email, BodyPublishers.noBody(),
                "traceparent", recorded(trace));

        awaitSpan(trace, "GET /dictation-studio/auth/userinfo/{email}");
        assertThat(receiver.all().toString()).doesNotContain("@example.org").doesNotContain(PASSWORD);
    }

    @Test
    void isFoundInTheLogByItsIds() {
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(RunningService.ADMIN_EMAIL, RunningService.ADMIN_PASSWORD);
        var signedIn = await().atMost(30, SECONDS).until(() -> http.post("/auth/login", credentials), login -> login.status() == 200);
        var trace = newTrace();

        // Who looks at somebody's payments is logged.
        var answer = http.as(signedIn.header("x-ds-access-token").orElseThrow()).method("GET",
                "/admin/billing/" + RunningService.ADMIN_EMAIL + "/history", BodyPublishers.noBody(), "traceparent", recorded(trace));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var id = answer.header("x-request-id").orElseThrow();
        assertThat(log()).isNotEmpty().allSatisfy(line -> assertThat(line.has("@timestamp") && line.has("message")).isTrue())
                .filteredOn(line -> line.path("requestId").asString("").equals(id))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("correlationId").asString("")).isEqualTo(id);
                    assertThat(line.path("traceId").asString("")).isEqualTo(trace);
                });
    }

    @Test
    void isScrapedWithTheScrapersTokenAlone() {
        assertThat(http.as(SCRAPER).get("//actuator/prometheus").text()).contains("dictation_store_up");
        assertThat(http.as(SCRAPER + "x").get("//actuator/prometheus").status()).isEqualTo(401);
        assertThat(http.get("//actuator/prometheus").status()).isEqualTo(401);
        assertThat(http.as(SCRAPER).get("/auth/users").status()).isEqualTo(401);
        assertThat(http.as(SCRAPER).get("//actuator/health").text()).doesNotContain("details");
    }

    @Test
    void showsNoSecretInTheLog() throws Exception {
        register(null);
        var written = service.output();
        assertThat(written).doesNotContain(SCRAPER, PASSWORD, RunningService.ADMIN_PASSWORD);
        try (var secrets = Files.list(folder.resolve("data/secrets"))) {
            for (var secret : secrets.toList()) {
                var text = Files.readString(secret);
                assertThat(SECRET.matcher(text).results().map(line -> line.group()).filter(line -> !line.startsWith("-----")))
                        .allSatisfy(line -> assertThat(written).doesNotContain(line));
            }
        }
    }

    /** Tests log in a way of their own. */
    private static String withoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String recorded(String trace) {
        return "00-%s-%s-01".formatted(trace, CALLER);
    }

    private List<JsonNode> log() {
        return service.output().lines().filter(line -> line.startsWith("{")).map(JSON::readTree).toList();
    }

    private Answer register(@Nullable String traceparent) {
        return register(UUID.randomUUID() + "@example.org", traceparent);
    }

    private Answer register(String email, @Nullable String traceparent) {
        var body = BodyPublishers.ofString("{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}"
                .formatted(email, PASSWORD));
        return traceparent == null
                ? http.method("POST", "/auth/register", body, "Content-Type", "application/json")
                : http.method("POST", "/auth/register", body, "Content-Type", "application/json", "traceparent", traceparent);
    }

    private Span awaitSpan(String trace, String name) {
        return await().atMost(20, SECONDS).until(() -> receiver.of(trace).stream()
                .filter(span -> span.getName().equals(name)).findFirst(), found -> found.isPresent()).orElseThrow();
    }

    private static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
    }
}
