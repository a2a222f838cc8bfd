package studio.dictation.app.catalog;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** S8: GET /service/video-list/{channel_id}, and S11: GET /service/video-transcript/{channel_id}/{video_id}. */
class VideosE2E {
    private final RunningService service = RunningService.shared();
    private final Http learner = service.learner().http();
    private final Http admin = service.admin();
    private final String channel = Catalogue.channel("public");

    @Test
    void areListedWithEverythingClientsReadAndNoTranscript() {
        var video = Catalogue.video(channel, "public");

        var answer = learner.get("/service/video-list/%s?visibility=public&language=en".formatted(channel));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("channel_id")).isEqualTo(channel);
        assertThat(answer.node("data").isMissingNode()).isTrue();
        assertThat(answer.at("/videos/0/video_id")).isEqualTo(video);
        assertThat(answer.at("/videos/0/title")).isEqualTo("Title of " + video);
        assertThat(answer.at("/videos/0/link")).isEqualTo(Catalogue.link(video));
        assertThat(answer.at("/videos/0/visibility")).isEqualTo("public");
        assertThat(answer.node("/videos/0/created_at").isIntegralNumber()).isTrue();
        assertThat(answer.node("/videos/0/updated_at").asLong()).isEqualTo(answer.node("/videos/0/created_at").asLong());
        assertThat(answer.node("/videos/0/is_refined").isBoolean()).isTrue();
        assertThat(answer.node("/videos/0/transcript").isMissingNode()).isTrue();
    }

    @Test
    void thatArePrivateDoNotExistForLearners() {
        var open = Catalogue.video(channel, "public");
        var closed = Catalogue.video(channel, "private");

        assertThat(ids(learner.get("/service/video-list/" + channel))).containsExactly(open);
        assertThat(ids(learner.get("/service/video-list/" + channel + "?visibility=private"))).isEmpty();
        assertThat(ids(admin.get("/service/video-list/" + channel))).containsExactly(open, closed);
        assertThat(ids(admin.get("/service/video-list/" + channel + "?visibility=private"))).containsExactly(closed);
        notFound(learner.get("/service/video-transcript/%s/%s".formatted(channel, closed)));
        assertThat(admin.get("/service/video-transcript/%s/%s".formatted(channel, closed)).status()).isEqualTo(200);
    }

    @Test
    void ofAPrivateChannelDoNotExistForLearners() {
        var hidden = Catalogue.channel("private");
        var video = Catalogue.video(hidden, "public");

        assertThat(ids(learner.get("/service/video-list/" + hidden))).isEmpty();
        notFound(learner.get("/service/video-transcript/%s/%s".formatted(hidden, video)));
        assertThat(ids(admin.get("/service/video-list/" + hidden))).containsExactly(video);
    }

    @Test
    void ofAnUnknownChannelAreNone() {
        var answer = learner.get("/service/video-list/no-such-channel");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("channel_id")).isEqualTo("no-such-channel");
        assertThat(ids(answer)).isEmpty();
        assertThat(ids(learner.get("/service/video-list/*"))).isEmpty();
    }

    @Test
    void haveATranscript() {
        var video = Catalogue.video(channel, "public");

        var answer = learner.get("/service/video-transcript/%s/%s".formatted(channel, video));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("channel_id")).isEqualTo(channel);
        assertThat(answer.at("video_id")).isEqualTo(video);
        assertThat(answer.at("title")).isEqualTo("Title of " + video);
        assertThat(answer.node("transcript").size()).isEqualTo(29);
        assertThat(answer.node("/transcript/0/start").asDouble()).isEqualTo(0.4);
        assertThat(answer.node("/transcript/0/end").asDouble()).isGreaterThan(0.4);
        assertThat(answer.at("/transcript/0/transcript")).isEqualTo("Good morning, and welcome back to the coast.");
    }

    @Test
    void thatAreUnknownHaveNone() {
        notFound(learner.get("/service/video-transcript/%s/%s".formatted(channel, Catalogue.videoId())));
        notFound(learner.get("/service/video-transcript/no-such/aaaaaaaaaaa"));
        notFound(learner.get("/service/video-transcript/*/*"));
    }

    @Test
    void areForWhoeverIsSignedIn() {
        assertThat(service.http().get("/service/video-list/" + channel).status()).isEqualTo(401);
        assertThat(service.http().get("/service/video-transcript/a/b").status()).isEqualTo(401);
    }

    private static Iterable<String> ids(Answer videos) {
        return StreamSupport.stream(videos.node("videos").spliterator(), false)
                .map(video -> video.path("video_id").asString())
                .toList();
    }

    private static void notFound(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Video not found");
    }
}
