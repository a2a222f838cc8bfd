package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.RunningService;

import static org.assertj.core.api.Assertions.assertThat;

/** S7, S25, S26 and S27 where every number is known: in a catalogue that begins empty. */
class EmptyCatalogE2E {
    @TempDir
    private static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(folder);
    }

    @AfterAll
    static void stop() {
        service.stop();
    }

    @Test
    void isCountedListedAndDrawnFromAsItFillsAndAsItIsHiddenAgain() {
        var admin = service.admin();
        var learner = service.learner().http();
        assertThat(admin.get("/service/admin/stats").text()).contains("{\"total_channels\":0,\"total_videos\":0,\"timestamp\":1");
        assertThat(admin.get("/service/admin/analytics/videos").text()).contains("\"total_videos\":0", "\"channels\":[]");
        assertThat(admin.get("/service/video-list").text()).isEqualTo("[]");
        noVideo();

        var large = Catalogue.channel(admin, "public");
        var small = Catalogue.channel(admin, "private");
        Catalogue.channel(admin, "public");
        var open = Catalogue.video(admin, large, "PUBLIC");
        Catalogue.video(admin, large, "private");
        var closed = Catalogue.video(admin, small, "public");

        var stats = admin.get("/service/admin/stats");
        assertThat(stats.node("total_channels").asInt()).isEqualTo(3);
        assertThat(stats.node("total_videos").asInt()).isEqualTo(3);
        var analytics = admin.get("/service/admin/analytics/videos");
        assertThat(analytics.node("summary").toString()).isEqualTo("{\"total_videos\":3,\"public_videos\":2,\"private_videos\":1,"
                + "\"refined_videos\":0,\"unrefined_videos\":3}");
        assertThat(analytics.node("channels").size()).as("those without videos are not listed").isEqualTo(2);
        assertThat(analytics.at("/channels/0/channel_id")).isEqualTo(large);
        assertThat(analytics.at("/channels/0/channel_name")).isEqualTo("Channel " + large);
        assertThat(analytics.node("/channels/0/total_videos").asInt()).isEqualTo(2);
        assertThat(analytics.at("/channels/1/channel_id")).isEqualTo(small);

        var drawn = learner.get("/service/random-video");
        assertThat(drawn.text()).isEqualTo(("{\"video\":{\"channel_id\":\"%s\",\"video_id\":\"%s\",\"video_title\":\"Title of %s\","
                        + "\"video_link\":\"%s\",\"channel_name\":\"Channel %s\",\"channel_image_url\":\"https://img.example.org/%s.png\","
                        + "\"language\":\"en\"},\"total_available_videos\":1}")
                .formatted(large, open, open, Catalogue.link(open), large, large));
        assertThat(admin.get("/service/random-video").node("total_available_videos").asInt()).isEqualTo(1);

        admin.put("/service/channel/" + small, "{\"visibility\":\"public\"}");
        admin.put("/service/channel/" + large, "{\"visibility\":\"private\"}");
        assertThat(learner.get("/service/random-video").at("/video/video_id")).isEqualTo(closed);
        admin.put("/service/%s/batch-visibility-update".formatted(small), "{\"visibility\":\"private\"}");
        noVideo();
        admin.put("/service/video-list/%s/%s".formatted(small, closed), "{\"visibility\":\"public\"}");
        assertThat(learner.get("/service/random-video").at("/video/video_id")).isEqualTo(closed);
        admin.method("DELETE", "/service/video-list/%s/%s".formatted(small, closed), BodyPublishers.noBody());
        noVideo();
        assertThat(admin.get("/service/admin/stats").node("total_videos").asInt()).isEqualTo(2);
        assertThat(learner.get("/service/video-list").text()).isEqualTo("[]");
    }

    private static void noVideo() {
        var answer = service.learner().http().get("/service/random-video");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("No public videos available for random selection");
    }
}
