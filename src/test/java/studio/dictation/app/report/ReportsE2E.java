package studio.dictation.app.report;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** U25 to U28: POST and GET /user/video-error-reports, GET …/admin, PUT …/{reportId}. */
class ReportsE2E {
    private static final String PATH = "/user/video-error-reports";
    private static final String ALL = PATH + "/admin";
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");
    private static final String OTHER_VIDEO = Catalogue.video(CHANNEL, "public");
    private static final String PRIVATE_VIDEO = Catalogue.video(CHANNEL, "private");

    private final RunningService service = RunningService.shared();
    private final Learner ann = service.learner();
    private final Http learner = ann.http();

    @Test
    void areNoneAtFirst() {
        assertThat(learner.get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void areSentAndRead() {
        var sent = learner.post(PATH, report(VIDEO, "timing_error", "  Line 3 comes \u706f late.\\n"));

        assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
        var id = sent.at("reportId");
        assertThat(sent.text()).isEqualTo(
                "{\"message\":\"Video error report submitted successfully\",\"reportId\":\"%s\"}".formatted(id));
        assertThat(id).matches("VER_[0-9]{13}_" + ann.email().replaceAll("[@.]", "_"));
        var expected = ("{\"id\":\"%s\",\"channelId\":\"%s\",\"channelName\":\"Channel\",\"videoId\":\"%s\",\"videoTitle\":\"Title\","
                + "\"userEmail\":\"%s\",\"userName\":\"Ann\",\"errorType\":\"timing_error\",\"description\":\"Line 3 comes \u706f late.\","
                + "\"status\":\"pending\",\"timestamp\":%s}").formatted(id, CHANNEL, VIDEO, ann.email(), id.split("_", -1)[1]);
        assertThat(learner.get(PATH).text()).isEqualTo("[" + expected + "]");
        assertThat(service.admin().get(ALL + "?limit=1").text()).isEqualTo("[" + expected + "]");
    }

    @Test
    void areReadNewestFirstAndByVideo() {
        var first = send(VIDEO);
        var second = send(OTHER_VIDEO);

        assertThat(texts(learner.get(PATH).json(), "id")).containsExactly(second, first);
        assertThat(texts(learner.get(PATH + "?videoId=" + VIDEO).json(), "id")).containsExactly(first);
        assertThat(texts(learner.get(PATH + "?channelId=" + CHANNEL).json(), "id")).containsExactly(second, first);
        assertThat(texts(learner.get(PATH + "?channelId=%s&videoId=%s".formatted(CHANNEL, OTHER_VIDEO)).json(), "id"))
                .containsExactly(second);
        assertThat(learner.get(PATH + "?channelId=elsewhere").text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channelId", "channelName", "videoId", "videoTitle", "errorType", "description"})
    void areComplete(String field) {
        var complete = report(VIDEO, "other", "Line 3");
        for (var without : List.of(
                complete.replaceFirst("\"%s\":\"[^\"]*\",?".formatted(field), "").replace(",}", "}"),
                complete.replaceFirst("\"%s\":\"[^\"]*\"".formatted(field), "\"%s\":null".formatted(field)),
                complete.replaceFirst("\"%s\":\"[^\"]*\"".formatted(field), "\"%s\":\" \"".formatted(field)))) {
            refused(learner.post(PATH, without), 400, "Missing required fields", field);
        }
        assertThat(learner.get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void areOfOneOfFourTypes() {
        for (var type : List.of("transcript_error", "timing_error", "missing_content", "other")) {
            assertThat(learner.post(PATH, report(VIDEO, type, "?")).status()).isEqualTo(200);
        }
        refused(learner.post(PATH, report(VIDEO, "typo", "?")), 400, "Invalid error type", "errorType");
        assertThat(texts(learner.get(PATH).json(), "errorType"))
                .containsExactly("other", "missing_content", "timing_error", "transcript_error");
    }

    @Test
    void areNotEndless() {
        refused(learner.post(PATH, report(VIDEO, "other", "a".repeat(4_001))), 400,
                "description must have 1 to 4,000 characters", "description");
        refused(learner.post(PATH, report(VIDEO, "other", "?").replace("\"Title\"", "\"%s\"".formatted("a".repeat(501)))), 400,
                "videoTitle must have 1 to 500 characters", "videoTitle");
        assertThat(learner.post(PATH, report(VIDEO, "other", "?").replace("\"Title\"", "7")).faultyFields()).containsExactly("videoTitle");
        refused(learner.method("POST", PATH, BodyPublishers.ofString("{"), "Content-Type", "application/json"), 400, "Malformed JSON");
    }

    @Test
    void areOfVideosThatThereAreForTheLearner() {
        refused(learner.post(PATH, report("nothing-yet", "other", "?")), 404, "Video not found");
        refused(learner.post(PATH, report(PRIVATE_VIDEO, "other", "?")), 404, "Video not found");
        refused(learner.post(PATH, report(VIDEO, "other", "?").replace(CHANNEL, "elsewhere")), 404, "Video not found");
        assertThat(service.admin().post(PATH, report(PRIVATE_VIDEO, "other", "?")).status()).isEqualTo(200);
        assertThat(learner.get(PATH).text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "rejected"})
    void areSettledAndOpenedAgain(String status) {
        var id = send(VIDEO);

        var settled = review(id, "{\"status\":\"%s\",\"adminResponse\":\"  Thank you \"}".formatted(status));

        assertThat(settled.status()).as(settled.toString()).isEqualTo(200);
        assertThat(settled.text()).isEqualTo("{\"message\":\"Video error report updated successfully to %s\"}".formatted(status));
        var report = learner.get(PATH).json().get(0);
        assertThat(report.path("status").asString()).isEqualTo(status);
        assertThat(report.path("resolvedAt").asLong()).isGreaterThanOrEqualTo(report.path("timestamp").asLong());
        assertThat(report.path("adminResponse").asString()).isEqualTo("Thank you");

        assertThat(review(id, "{\"status\":\"pending\"}").status()).isEqualTo(200);

        var opened = learner.get(PATH).json().get(0);
        assertThat(opened.path("status").asString()).isEqualTo("pending");
        assertThat(opened.has("resolvedAt")).isFalse();
        assertThat(opened.path("adminResponse").asString()).isEqualTo("Thank you");
    }

    @Test
    void staySettledWhenThatIsSaidTwice() {
        var id = send(VIDEO);
        review(id, "{\"status\":\"resolved\"}");
        var before = learner.get(PATH).text();

        assertThat(review(id, "{\"status\":\"resolved\",\"adminResponse\":null}").status()).isEqualTo(200);

        assertThat(learner.get(PATH).text()).isEqualTo(before);
    }

    @Test
    void areSettledByTwoAdministratorsAtOnce() {
        var id = send(VIDEO);

        var answers = AtOnce.send(20, i -> review(id, "{\"status\":\"%s\",\"adminResponse\":\"Answer %d\"}"
                .formatted(List.of("resolved", "rejected", "pending").get(i % 3), i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 409));
        assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        var report = learner.get(PATH).json().get(0);
        assertThat(report.has("resolvedAt")).isNotEqualTo(report.path("status").asString().equals("pending"));
        int last = Integer.parseInt(report.path("adminResponse").asString().substring("Answer ".length()));
        assertThat(report.path("status").asString()).isEqualTo(List.of("resolved", "rejected", "pending").get(last % 3));
        assertThat(answers.get(last).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|Invalid status|status", "{\"status\":null}|Invalid status|status", "{\"status\":\"Resolved\"}|Invalid status|status",
        "{\"status\":\"approved\"}|Invalid status|status"
    })
    void areReviewedWithAStatusOfThree(String body, String error, String field) {
        refused(review(send(VIDEO), body), 400, error, field);
        refused(review("VER_1_nobody", body), 400, error, field);
    }

    @Test
    void areReviewedWithAnAnswerThatHasAnEnd() {
        refused(review(send(VIDEO), "{\"status\":\"resolved\",\"adminResponse\":\"%s\"}".formatted("a".repeat(4_001))), 400,
                "adminResponse must have at most 4,000 characters", "adminResponse");
    }

    @Test
    void areReviewedIfThereAreAny() {
        var id = send(VIDEO);
        for (var unknown : List.of("VER_1_nobody_example_org", "REC_1", "x", id + "x", id.replace("VER_", "VER_0"))) {
            refused(review(unknown, "{\"status\":\"resolved\"}"), 404, "Video error report not found");
        }
        assertThat(learner.get(PATH).at("/0/status")).isEqualTo("pending");
    }

    @Test
    void haveIdsOfTheirOwnWhenManyAreSentAtOnce() {
        var other = service.learner();

        var answers = AtOnce.send(50, i -> (i % 2 == 0 ? learner : other.http()).post(PATH, report(VIDEO, "other", "Report " + i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers).extracting(answer -> answer.at("reportId").split("_", -1)[1]).doesNotHaveDuplicates();
        assertThat(texts(learner.get(PATH).json(), "description")).doesNotHaveDuplicates().hasSize(25);
        assertThat(texts(service.admin().get(ALL + "?limit=50").json(), "description")).doesNotHaveDuplicates()
                .allSatisfy(description -> assertThat(description).startsWith("Report "));
    }

    @Test
    void areListedNewestFirstInParts() {
        var other = service.learner();
        IntStream.range(0, 60).forEach(i ->
                (i % 2 == 0 ? learner : other.http()).post(PATH, report(VIDEO, "other", "Report " + i)));

        var all = service.admin().get(ALL).json();

        assertThat(all.size()).isGreaterThanOrEqualTo(60);
        assertThat(StreamSupport.stream(all.spliterator(), false).map(report -> report.path("timestamp").asLong()).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(texts(all, "description").subList(0, 60))
                .isEqualTo(IntStream.range(0, 60).mapToObj(i -> "Report " + (59 - i)).toList());
        var seen = new ArrayList<String>();
        var cursor = "";
        while (seen.size() < 60) {
            var part = service.admin().get(ALL + "?limit=25" + cursor).json();
            assertThat(part.size()).isEqualTo(Math.min(25, all.size() - seen.size()));
            seen.addAll(texts(part, "id"));
            cursor = "&cursor=" + part.get(part.size() - 1).path("timestamp").asLong();
        }
        assertThat(seen).isEqualTo(texts(all, "id").subList(0, seen.size()));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit", "cursor=-1, cursor", "cursor=x, cursor"})
    void areListedInPartsThatThereAre(String query, String field) {
        var answer = service.admin().get(ALL + "?" + query);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void haveAnEnd() {
        var one = ("{\"id\":\"VER_1_x\",\"channelId\":\"c\",\"channelName\":\"C\",\"videoId\":\"v\",\"videoTitle\":\"V\",\"userEmail\":\"e\","
                + "\"userName\":\"n\",\"errorType\":\"other\",\"description\":\"?\",\"status\":\"pending\",\"timestamp\":1}");
        var reports = "[" + String.join(",", IntStream.range(0, 1_000).mapToObj(i -> one).toList()) + "]";
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + ann.email()), bytes("video_error_reports"), bytes(reports));
        }

        refused(learner.post(PATH, report(VIDEO, "other", "One more")), 409, "Too many video error reports");
    }

    @Test
    void areSomebodys() {
        var id = send(VIDEO);
        var nobody = service.http();
        for (var answer : List.of(nobody.get(PATH), nobody.get(ALL), nobody.post(PATH, "{}"), nobody.put(PATH + "/" + id, "{}"))) {
            refused(answer, 401, "Missing Authorization Header");
        }
        refused(learner.get(ALL), 403, "Admin access required");
        refused(learner.put(PATH + "/" + id, "{\"status\":\"resolved\"}"), 403, "Admin access required");
        assertThat(service.learner().http().get(PATH).text()).isEqualTo("[]");
        assertThat(service.admin().get(PATH).text()).doesNotContain(id);
    }

    private String send(String videoId) {
        var answer = learner.post(PATH, report(videoId, "other", "Line 3"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("reportId");
    }

    private Answer review(String id, String body) {
        return service.admin().put(PATH + "/" + id, body);
    }

    private static String report(String videoId, String type, String description) {
        return ("{\"channelId\":\"%s\",\"channelName\":\"Channel\",\"videoId\":\"%s\",\"videoTitle\":\"Title\",\"errorType\":\"%s\","
                + "\"description\":\"%s\"}").formatted(CHANNEL, videoId, type, description);
    }

    private static void refused(Answer answer, int status, String error, String... fields) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields);
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false).map(item -> item.path(field).asString()).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
