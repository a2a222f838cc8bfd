package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** S23 and S24: /service/{channel_id}/{video_id}/mark-refined. */
class RefinementE2E {
    private final RunningService service = RunningService.shared();
    private final Http admin = service.admin();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.video(channel, "public");
    private final String path = "/service/%s/%s/mark-refined".formatted(channel, video);

    private Answer read() {
        return service.learner().http().get(path);
    }

    private static void says(Answer answer, boolean refined) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("is_refined").isBoolean()).isTrue();
        assertThat(answer.node("is_refined").asBoolean()).isEqualTo(refined);
    }

    @Test
    void isNotSaidAtFirst() {
        assertThat(read().text()).isEqualTo(
                "{\"channel_id\":\"%s\",\"video_id\":\"%s\",\"is_refined\":false,\"refined_at\":null}".formatted(channel, video));
    }

    @Test
    void isSaidAndSince() {
        var answer = admin.post(path, "{\"is_refined\":true}");

        says(answer, true);
        assertThat(answer.json().propertyNames()).containsExactly("message", "channel_id", "video_id", "is_refined", "refined_at");
        assertThat(answer.at("message")).isEqualTo("Video %s marked as refined successfully".formatted(video));
        assertThat(answer.at("channel_id")).isEqualTo(channel);
        assertThat(answer.at("video_id")).isEqualTo(video);
        says(read(), true);
        assertThat(read().node("refined_at")).isEqualTo(answer.node("refined_at"));
        assertThat(admin.get("/service/video-list/" + channel).node("/videos/0/updated_at")).isEqualTo(answer.node("refined_at"));
    }

    @Test
    void isSinceTheFirstTimeItWasSaid() {
        var first = admin.post(path, "{\"is_refined\":true}");

        var second = admin.post(path, "{\"is_refined\":true}");

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(read().node("refined_at")).isEqualTo(first.node("refined_at"));
    }

    @Test
    void isTakenBack() {
        admin.post(path, "{\"is_refined\":true}");

        var answer = admin.post(path, "{\"is_refined\":false}");

        says(answer, false);
        assertThat(answer.at("message")).isEqualTo("Video %s marked as unrefined successfully".formatted(video));
        assertThat(answer.node("refined_at").isIntegralNumber()).isTrue();
        says(read(), false);
        assertThat(read().node("refined_at").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"is_refined\":null}", ""})
    void isTakenBackByABodyThatDoesNotSayIt(String body) {
        admin.post(path, "{\"is_refined\":true}");

        says(admin.post(path, body), false);
        says(admin.method("POST", path, BodyPublishers.noBody()), false);

        says(read(), false);
    }

    @Test
    void namesNoStateOfTheTranscript() {
        var before = Transcripts.tag(Transcripts.read(admin, channel, video));

        admin.post(path, "{\"is_refined\":true}");

        assertThat(Transcripts.tag(Transcripts.read(admin, channel, video))).isEqualTo(before);
    }
}
