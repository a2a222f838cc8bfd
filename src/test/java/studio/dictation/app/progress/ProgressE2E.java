package studio.dictation.app.progress;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** U1: POST /user/progress, U2: GET /user/progress, and U6: GET /user/duration. */
class ProgressE2E {
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");

    private final RunningService service = RunningService.shared();
    private final Http learner = service.learner().http();

    @Test
    void isSavedAndReadBack() {
        var saved = save(CHANNEL, VIDEO, "{\"0\":\"Good morning\",\"1\":\"Today we ärе\"}", "1.7953932E12", "12.5", "30");

        assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
        assertThat(saved.at("message")).isEqualTo("Dictation progress and video duration updated successfully");
        assertThat(saved.header("x-ds-projection")).isEmpty();
        var read = read(CHANNEL, VIDEO);
        assertThat(read.status()).isEqualTo(200);
        for (var place : new String[] {"", "/progress"}) {
            assertThat(read.at(place + "/channelId")).isEqualTo(CHANNEL);
            assertThat(read.at(place + "/videoId")).isEqualTo(VIDEO);
            assertThat(read.at(place + "/userInput/0")).isEqualTo("Good morning");
            assertThat(read.at(place + "/userInput/1")).isEqualTo("Today we ärе");
            assertThat(read.node(place + "/currentTime").asLong()).isEqualTo(1_795_393_200_000L);
            assertThat(read.node(place + "/overallCompletion").asDouble()).isEqualTo(12.5);
        }
    }

    @Test
    void replacesWhatWasTypedBefore() {
        save(CHANNEL, VIDEO, "{\"0\":\"one\",\"1\":\"two\"}", "1", "10", "1");
        save(CHANNEL, VIDEO, "{\"1\":\"zwei\",\"7\":null}", "2", "20", "1");

        var read = read(CHANNEL, VIDEO);

        assertThat(read.node("userInput").toString()).isEqualTo("{\"1\":\"zwei\",\"7\":\"\"}");
        assertThat(read.node("overallCompletion").asInt()).isEqualTo(20);
    }

    @Test
    void sumsUpTheSecondsStudied() {
        var other = Catalogue.video(CHANNEL, "public");
        var elsewhere = Catalogue.channel("public");
        save(CHANNEL, VIDEO, "{}", "1", "0", "30");
        save(CHANNEL, other, "{}", "1", "0", "12.5");
        save(elsewhere, Catalogue.video(elsewhere, "public"), "{}", "1", "0", "7");

        var last = save(CHANNEL, VIDEO, "{}", "2", "0", "10.0");
        var totals = learner.get("/user/duration");

        assertThat(last.node("videoDuration").asDouble()).isEqualTo(40);
        assertThat(last.node("channelTotalDuration").asDouble()).isEqualTo(52.5);
        assertThat(last.node("totalDuration").asDouble()).isEqualTo(59.5);
        assertThat(last.node("dailyDuration").asDouble()).isEqualTo(59.5);
        assertThat(totals.status()).isEqualTo(200);
        assertThat(totals.node("totalDuration").asDouble()).isEqualTo(59.5);
        var midnight = Long.toString(Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli());
        assertThat(totals.node("/dailyDurations/" + midnight).asDouble()).isEqualTo(59.5);
    }

    @Test
    void losesNothingWhenManySaveAtOnce() {
        var channel = Catalogue.channel("public");
        var videos = IntStream.range(0, 5).mapToObj(number -> Catalogue.video(channel, "public")).toList();

        var answers = AtOnce.send(20, number ->
                save(channel, videos.get(number % 5), "{\"%d\":\"line\"}".formatted(number), "1", "10", "10"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.header("x-ds-projection")).isEmpty();
        });
        assertThat(learner.get("/user/duration").node("totalDuration").asInt()).isEqualTo(200);
        assertThat(videos).allSatisfy(video -> assertThat(read(channel, video).node("userInput").size()).isEqualTo(1));
    }

    @Test
    void beginsWithNoTimeAtAll() {
        var totals = learner.get("/user/duration");

        assertThat(totals.status()).isEqualTo(200);
        assertThat(totals.node("totalDuration").isNumber()).isTrue();
        assertThat(totals.node("totalDuration").asInt(-1)).isZero();
        assertThat(totals.text()).contains("\"dailyDurations\":{}");
    }

    @Test
    void isEmptyTextBeforeAnythingIsTyped() {
        var read = read(CHANNEL, VIDEO);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.node("userInput").isString()).isTrue();
        assertThat(read.at("userInput")).isEmpty();
        assertThat(read.node("currentTime").asInt(-1)).isZero();
        assertThat(read.node("overallCompletion").asInt(-1)).isZero();
        assertThat(read.at("/progress/userInput")).isEmpty();
    }

    @Test
    void takesWhatFlutterSends() {
        var answer = learner.post("/user/progress", """
                {"channelId":"%s","videoId":"%s","userInput":"","currentTime":1.75E12,"overallCompletion":100.0,
                "duration":90000.0,"channelName":null,"videoTitle":null,"videoLink":null,"x":{"y":[]}}"""
                .formatted(CHANNEL, VIDEO));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("totalDuration").asInt()).isEqualTo(86_400);
    }

    @ParameterizedTest
    @CsvSource({"channelId", "videoId", "userInput", "currentTime", "overallCompletion", "duration"})
    void refusesABodyWithoutTheField(String field) {
        var body = body(CHANNEL, VIDEO, "{}", "1", "0", "1").replace("\"" + field + "\"", "\"other\"");

        refused(learner.post("/user/progress", body), "Missing required fields", field);
    }

    @Test
    void namesAllFieldsThatAreMissing() {
        refused(learner.post("/user/progress", "{\"videoId\":null}"), "Missing required fields",
                "channelId", "videoId", "userInput", "currentTime", "overallCompletion", "duration");
    }

    @ParameterizedTest
    @CsvSource({
        "overallCompletion,100.5", "overallCompletion,-1", "duration,-0.5", "currentTime,1e999", "overallCompletion,1e999",
        "duration,1e999", "duration,'\"NaN\"'", "duration,'\"Infinity\"'", "overallCompletion,'\"NaN\"'"
    })
    void refusesNumbersOutOfBounds(String field, String value) {
        var body = body(CHANNEL, VIDEO, "{}", "11", "22", "33")
                .replace("\"%s\":%s".formatted(field, field.equals("duration") ? "33" : field.equals("currentTime") ? "11" : "22"),
                        "\"%s\":%s".formatted(field, value));

        var answer = learner.post("/user/progress", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
        assertThat(read(CHANNEL, VIDEO).at("userInput")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"first\":\"x\"}", "{\"-1\":\"x\"}", "{\"01\":\"x\"}", "{\"100000\":\"x\"}"})
    void refusesIndexesThatAreNone(String userInput) {
        var answer = save(CHANNEL, VIDEO, userInput, "1", "0", "1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly("userInput");
    }

    @Test
    void ofAnUnknownVideoIsNotFound() {
        notFound(save(CHANNEL, Catalogue.videoId(), "{}", "1", "0", "1"));
        notFound(save("no such", "*", "{}", "1", "0", "1"));
        notFound(read(CHANNEL, Catalogue.videoId()));
    }

    @Test
    void ofAPrivateVideoIsNotFoundUnlessItWasBegun() {
        var channel = Catalogue.channel("public");
        var video = Catalogue.video(channel, "public");
        var late = service.learner().http();
        save(channel, video, "{\"0\":\"before\"}", "1", "5", "1");
        close(channel);

        assertThat(save(channel, video, "{\"0\":\"after\"}", "2", "6", "1").status()).isEqualTo(200);
        assertThat(read(channel, video).at("/userInput/0")).isEqualTo("after");
        notFound(late.post("/user/progress", body(channel, video, "{}", "1", "0", "1")));
        notFound(late.get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video)));
        assertThat(service.admin().get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/user/progress | channelId,videoId",
        "/user/progress?channelId=c | videoId",
        "/user/progress?channelId=&videoId=v | channelId"
    })
    void refusesAReadThatDoesNotSayOfWhat(String path, String fields) {
        refused(learner.get(path), "channelId and videoId are required", fields.split(",", -1));
    }

    @Test
    void belongsToOneLearner() {
        save(CHANNEL, VIDEO, "{\"0\":\"mine\"}", "1", "5", "1");

        assertThat(service.learner().http().get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEO)).at("userInput"))
                .isEmpty();
        assertThat(service.http().get("/user/progress").status()).isEqualTo(401);
    }

    private static void close(String channel) {
        RunningService.shared().admin().post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"visibility\":\"private\"}]}".formatted(channel));
    }

    private Answer save(String channel, String video, String input, String time, String completion, String seconds) {
        return learner.post("/user/progress", body(channel, video, input, time, completion, seconds));
    }

    private Answer read(String channel, String video) {
        return learner.get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video));
    }

    private static String body(String channel, String video, String input, String time, String completion, String seconds) {
        return "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":%s,\"currentTime\":%s,\"overallCompletion\":%s,\"duration\":%s}"
                .formatted(channel, video, input, time, completion, seconds);
    }

    private static void refused(Answer answer, String error, String... fields) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields);
    }

    private static void notFound(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Video not found");
    }
}
