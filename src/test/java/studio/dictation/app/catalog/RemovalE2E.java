package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** S10: DELETE /service/video-list/{channel_id}/{video_id}, and what becomes of what learners wrote down. */
class RemovalE2E {
    private final RunningService service = RunningService.shared();
    private final RunningService.Learner learner = service.learner();
    private final Http admin = service.admin();
    private final String channel = Catalogue.channel("public");

    @Test
    void takesAVideoOutOfEverythingThatShowsIt() {
        var kept = Catalogue.video(channel, "public");
        var video = Catalogue.video(channel, "public");

        removed(video);

        assertThat(ids(learner.http().get("/service/video-list/" + channel), "videos")).containsExactly(kept);
        assertThat(ids(admin.get("/service/video-list/" + channel), "videos")).containsExactly(kept);
        assertThat(learner.http().get("/service/channel/" + channel).node("videos").toString()).isEqualTo("[\"" + kept + "\"]");
        assertThat(admin.get("/service/%s/transcript-summary".formatted(channel)).node("total_videos").asInt()).isEqualTo(1);
        assertThat(admin.get("/service/video-list").text()).doesNotContain(video);
        notFound(learner.http().get("/service/video-transcript/%s/%s".formatted(channel, video)));
        notFound(admin.put("/service/video-list/%s/%s".formatted(channel, video), "{\"title\":\"t\"}"));
        notFound(remove(video));
    }

    @Test
    void takesItOutOfEveryLearnersProgressButNotTheTimeStudied() {
        var kept = Catalogue.video(channel, "public");
        var video = Catalogue.video(channel, "public");
        var other = service.learner();
        for (var one : new RunningService.Learner[] {learner, other}) {
            saved(save(one, kept, "kept"));
            saved(save(one, video, "gone"));
        }

        removed(video);

        for (var one : new RunningService.Learner[] {learner, other}) {
            notFound(progress(one, video));
            assertThat(progress(one, kept).at("/userInput/0")).isEqualTo("kept");
            assertThat(dictations(one).propertyNames()).containsExactly(channel + ":" + kept);
            assertThat(one.http().get("/user/duration").node("totalDuration").asInt()).isEqualTo(20);
        }
        notFound(save(learner, video, "late"));
    }

    @Test
    void letsTheVideoBeListedAgainForLearnersToBeginAnew() {
        var video = Catalogue.video(channel, "public");
        saved(save(learner, video, "old"));
        removed(video);

        Catalogue.list(admin, channel, video, "public");

        assertThat(progress(learner, video).at("userInput")).isEmpty();
        assertThat(dictations(learner).isEmpty()).isTrue();
        saved(learner.http().post("/user/progress", body(video, "{\"1\":\"new\"}")));
        assertThat(progress(learner, video).node("userInput").toString()).isEqualTo("{\"1\":\"new\"}");
        assertThat(dictations(learner).path(channel + ":" + video).path("userInput").toString()).isEqualTo("{\"1\":\"new\"}");

        removed(video);
        assertThat(dictations(learner).isEmpty()).isTrue();
    }

    @Test
    void doesNotLetSavesOfTheSameMomentBringItBack() {
        for (int round = 0; round < 4; round++) {
            var video = Catalogue.video(channel, "public");
            saved(save(learner, video, "first"));

            var answers = AtOnce.send(12, number -> number == 5 ? remove(video) : save(learner, video, "racing " + number));

            assertThat(answers.get(5).status()).isEqualTo(200);
            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 404);
            notFound(progress(learner, video));
            assertThat(dictations(learner).isEmpty()).isTrue();
            Catalogue.list(admin, channel, video, "public");
            assertThat(progress(learner, video).at("userInput")).isEmpty();
            removed(video);
        }
    }

    @Test
    void happensOnceWhenAskedForAtTheSameMoment() {
        var video = Catalogue.video(channel, "public");

        assertThat(AtOnce.send(6, number -> remove(video))).extracting(Answer::status)
                .containsExactlyInAnyOrder(200, 404, 404, 404, 404, 404);
    }

    private Answer remove(String video) {
        return admin.method("DELETE", "/service/video-list/%s/%s".formatted(channel, video), BodyPublishers.noBody());
    }

    private void removed(String video) {
        var answer = remove(video);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Video %s deleted successfully from channel %s".formatted(video, channel));
        assertThat(answer.header("x-ds-projection")).isEmpty();
    }

    private Answer save(RunningService.Learner by, String video, String text) {
        return by.http().post("/user/progress", body(video, "{\"0\":\"%s\"}".formatted(text)));
    }

    private String body(String video, String input) {
        return "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":%s,\"currentTime\":5,\"overallCompletion\":50,\"duration\":10}"
                .formatted(channel, video, input);
    }

    private Answer progress(RunningService.Learner of, String video) {
        return of.http().get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video));
    }

    private JsonNode dictations(RunningService.Learner of) {
        return StreamSupport.stream(admin.get("/auth/users").node("users").spliterator(), false)
                .filter(user -> user.path("email").asString().equals(of.email()))
                .findFirst()
                .orElseThrow()
                .path("dictation_progress");
    }

    private static Iterable<String> ids(Answer answer, String list) {
        return answer.node(list).findValuesAsString("video_id");
    }

    private static void saved(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static void notFound(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Video not found");
    }
}
