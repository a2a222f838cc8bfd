package studio.dictation.app.progress;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** One learner's dictations, saved from many places at the same moment. */
class ParallelSavesE2E {
    private static final int SAVES = 500;
    private static final int VIDEOS = 50;
    private static final String CHANNEL = Catalogue.channel("public");
    private static final List<String> LISTED =
            IntStream.range(0, VIDEOS).mapToObj(number -> Catalogue.video(CHANNEL, "public")).toList();

    private final Http learner = RunningService.shared().learner().http();

    @Test
    void areAllKeptWholeAndCountedExactly() {
        var answers = AtOnce.send(SAVES, number -> learner.post("/user/progress", body(number)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(learner.get("/user/duration").node("totalDuration").asDouble()).isEqualTo(seconds(0, 1));
        for (int video = 0; video < VIDEOS; video++) {
            var read = learner.get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, LISTED.get(video)));
            int last = read.node("currentTime").asInt();
            assertThat(last % VIDEOS).isEqualTo(video);
            assertThat(read.node("userInput").toString()).as("nothing of any other save")
                    .isEqualTo("{\"0\":\"line %1$d\",\"%2$d\":\"more of %1$d\"}".formatted(last, 1 + last));
            assertThat(read.node("overallCompletion").asInt()).isEqualTo(last % 101);
            var sums = learner.post("/user/progress", body(video).replaceFirst("\"duration\":[0-9.]+", "\"duration\":0"));
            assertThat(sums.node("videoDuration").asDouble()).isEqualTo(seconds(video, VIDEOS));
        }
    }

    @Test
    void countOnceThatAreSentTwiceUnderOneKey() {
        var keys = IntStream.range(0, SAVES / 2).mapToObj(number -> UUID.randomUUID().toString()).toList();

        var answers = AtOnce.send(SAVES, number -> keyed(keys.get(number / 2), body(number / 2)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        var once = IntStream.range(0, SAVES / 2).mapToDouble(ParallelSavesE2E::seconds).sum();
        assertThat(learner.get("/user/duration").node("totalDuration").asDouble()).isEqualTo(once);
    }

    private Answer keyed(String key, String body) {
        return learner.method("POST", "/user/progress", BodyPublishers.ofString(body),
                "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private static String body(int number) {
        return """
                {"channelId":"%s","videoId":"%s","userInput":{"0":"line %3$d","%4$d":"more of %3$d"},"currentTime":%3$d,\
                "overallCompletion":%5$d,"duration":%6$s}"""
                .formatted(CHANNEL, LISTED.get(number % VIDEOS), number, 1 + number, number % 101, seconds(number));
    }

    /** A quarter more each time: their sums are exact. */
    private static double seconds(int number) {
        return number * 0.25;
    }

    private static double seconds(int first, int every) {
        return IntStream.iterate(first, number -> number < SAVES, number -> number + every).mapToDouble(ParallelSavesE2E::seconds).sum();
    }
}
