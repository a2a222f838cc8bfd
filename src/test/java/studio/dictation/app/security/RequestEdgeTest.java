package studio.dictation.app.security;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.http.Http;
import studio.dictation.app.web.Visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.security.EdgeService.problem;

/** What becomes of bad requests, of failures and of writes: contract §1.1. */
class RequestEdgeTest {
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

    /** An answer about several items is none of a failure, so what nobody expects of one has to stand in the log. */
    @Nested
    class AFailureOfOneAmongSeveral {
        @Test
        void isLoggedWithTheIdToAskFor() {
            try (var log = new CapturedLog()) {
                // Nobody is there to carry it out.
                var answer = admin.put("/auth/user/role", "{\"emails\":[\"%s\"],\"role\":\"User\"}".formatted(EdgeService.LEARNER));

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.at("/results/0/message")).isEqualTo("Internal Server Error");
                var id = answer.header("x-request-id").orElseThrow();
                assertThat(log.lines()).anyMatch(line -> line.startsWith("Request " + id + " failed"));
            }
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

        /** The read side here never shows it. */
        @Test
        void isInTheAnswerAsItWasStored() {
            EdgeService.WAITS.add(Visibility.Result.PENDING);

            var answer = learner.post("/auth/userinfo", "{\"email\":\"%s\",\"username\":\" Renamed \"}".formatted(EdgeService.LEARNER));

            assertThat(answer.at("/user/username")).as(answer.toString()).isEqualTo("Renamed");
            assertThat(answer.at("username")).isEqualTo("Renamed");
            assertThat(answer.header("x-ds-projection")).contains("pending");
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
    class WithoutAPaymentProvider {
        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "/payment/create-session|{\"plan\":\"Pro\",\"duration\":90}", "/payment/verify-session/cs_test_1|",
            "/payment/cancel-subscription|", "/admin/billing/reconcile|"})
        void whatNeedsOneSaysThatThereIsNone(String path, String body) {
            var answer = body == null ? admin.postNothing(path) : admin.post(path, body);

            problem(answer, 503, "unavailable", "Payments are not set up: STRIPE_SECRET_KEY is not set");
            assertThat(answer.header("retry-after")).contains("600");
        }

        @Test
        void aWrongRequestIsWrongAllTheSame() {
            problem(learner.post("/payment/create-session", "{\"plan\":\"Basic\",\"duration\":180}"), 400, "invalid-input",
                    "Invalid duration for Basic plan. Expected 30 days");
        }
    }
}
