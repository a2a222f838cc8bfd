package studio.dictation.app.catalog;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** S5, S9 and S18: what administrators change is what everybody sees next; and S7, S8: what everybody sees. */
class CatalogChangesE2E {
    private final RunningService service = RunningService.shared();
    private final Http learner = service.learner().http();
    private final Http admin = service.admin();
    private final String channel = Catalogue.channel("public");

    @Test
    void keepWhatIsNotSaidOfAChannel() {
        done(admin.put("/service/channel/" + channel, "{\"name\":\" Harbour \",\"link\":\"\",\"language\":null,\"videos\":[\"x\"]}"));

        assertThat(service.http().get("/service/channel/" + channel).text()).isEqualTo(
                "{\"id\":\"%s\",\"name\":\"Harbour\",\"image_url\":\"https://img.example.org/%s.png\",\"link\":\"\",\"visibility\":\"public\",\"language\":\"en\",\"videos\":[]}"
                        .formatted(channel, channel));
    }

    @Test
    void hideAChannelWithItsVideosAndShowThemAgain() {
        var video = Catalogue.video(channel, "public");
        done(admin.put("/service/channel/" + channel, "{\"visibility\":\"private\"}"));

        assertThat(learner.get("/service/channel/" + channel).status()).isEqualTo(404);
        assertThat(learner.get("/service/video-list/" + channel).node("videos").size()).isZero();
        assertThat(learner.get("/service/video-list").text()).doesNotContain(video);
        assertThat(admin.get("/service/video-list").text()).contains(video);

        done(admin.put("/service/channel/" + channel, "{\"visibility\":\"public\"}"));
        assertThat(learner.get("/service/channel/" + channel).at("/videos/0")).isEqualTo(video);
        assertThat(learner.get("/service/video-list").text()).contains(video);
    }

    @Test
    void keepWhatIsNotSaidOfAVideoAndItsPlaceInTheList() {
        var first = Catalogue.video(channel, "public");
        var second = Catalogue.video(channel, "public");
        var before = videos(learner).get(0);

        done(admin.put("/service/video-list/%s/%s".formatted(channel, first), "{\"title\":\"New\",\"is_refined\":true}"));
        done(admin.put("/service/video-list/%s/%s".formatted(channel, first), "{\"visibility\":\"private\"}"));
        assertThat(videos(learner)).hasSize(1);
        done(admin.put("/service/video-list/%s/%s".formatted(channel, first), "{\"visibility\":\"Public\"}"));

        var after = videos(learner).get(0);
        assertThat(after.path("video_id").asString()).isEqualTo(first);
        assertThat(videos(learner).get(1).path("video_id").asString()).isEqualTo(second);
        assertThat(after.path("title").asString()).isEqualTo("New");
        assertThat(after.path("link")).isEqualTo(before.path("link"));
        assertThat(after.path("created_at")).isEqualTo(before.path("created_at"));
        assertThat(after.path("updated_at").asLong()).isGreaterThan(before.path("updated_at").asLong());
        assertThat(after.path("is_refined").asBoolean()).isFalse();
    }

    @Test
    void thatChangeNothingLeaveTheTimeOfTheLastChange() {
        var video = Catalogue.video(channel, "public");
        var before = videos(learner).get(0);

        done(admin.put("/service/video-list/%s/%s".formatted(channel, video), "{\"title\":\"Title of %s\"}".formatted(video)));
        done(admin.put("/service/%s/batch-visibility-update".formatted(channel), "{\"visibility\":\"public\"}"));

        assertThat(videos(learner).get(0)).isEqualTo(before);
    }

    @Test
    void ofAllVideosOfAChannelAreReportedOneByOneSorted() {
        var one = Catalogue.video(channel, "public");
        var other = Catalogue.video(channel, "private");

        var report = admin.put("/service/%s/batch-visibility-update".formatted(channel), "{\"visibility\":\"private\"}");

        done(report);
        assertThat(report.at("message")).isEqualTo("Batch visibility update completed: 2 successful, 0 failed");
        assertThat(report.node("results").findValuesAsString("video_id")).containsExactly(one, other);
        assertThat(videos(learner)).isEmpty();
        assertThat(videos(admin)).extracting(video -> video.path("visibility").asString()).containsExactly("private", "private");
    }

    @Test
    void ofDifferentPartsOfOneVideoAtTheSameMomentLoseNothing() {
        var video = Catalogue.video(channel, "private");
        var path = "/service/video-list/%s/%s".formatted(channel, video);
        var parts = new String[] {"{\"title\":\"Both\"}", "{\"visibility\":\"public\"}", "{\"link\":\"https://youtu.be/%s\"}".formatted(video)};
        for (int round = 0; round < 5; round++) {
            AtOnce.send(parts.length, number -> admin.put(path, parts[number])).forEach(CatalogChangesE2E::done);
            var seen = videos(learner).get(0);
            assertThat(seen.path("title").asString()).isEqualTo("Both");
            assertThat(seen.path("link").asString()).isEqualTo("https://youtu.be/" + video);
            done(admin.put(path, "{\"title\":\"t\",\"visibility\":\"private\",\"link\":\"l\"}"));
        }
    }

    @Test
    void ofDifferentPartsOfOneChannelAtTheSameMomentLoseNothing() {
        var parts = new String[] {"{\"name\":\"Both\"}", "{\"language\":\"ja\"}", "{\"link\":\"https://example.org\"}"};
        AtOnce.send(parts.length, number -> admin.put("/service/channel/" + channel, parts[number])).forEach(CatalogChangesE2E::done);
        var seen = learner.get("/service/channel/" + channel);
        assertThat(seen.at("name")).isEqualTo("Both");
        assertThat(seen.at("language")).isEqualTo("ja");
        assertThat(seen.at("link")).isEqualTo("https://example.org");
    }

    @Test
    void byTwentyUploadsAtTheSameMomentListAllTwenty() {
        var ids = IntStream.range(0, 20).mapToObj(number -> Catalogue.videoId()).toList();

        AtOnce.send(ids.size(), number -> {
            Catalogue.list(admin, channel, ids.get(number), "public");
            return learner.get("/service/video-list/" + channel);
        }).forEach(CatalogChangesE2E::done);

        assertThat(videos(learner)).extracting(video -> video.path("video_id").asString()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(learner.get("/service/channel/" + channel).node("videos").size()).isEqualTo(20);
        assertThat(learner.get("/service/random-video").status()).isEqualTo(200);
    }

    @Test
    void showTranscriptsWhenAskedForThem() {
        var ids = IntStream.range(0, 19).mapToObj(number -> Catalogue.video(channel, number == 3 ? "private" : "public")).toList();

        var plain = learner.get("/service/video-list/" + channel);
        var full = learner.get("/service/video-list/%s?include=transcript".formatted(channel));

        assertThat(full.node("videos").findValuesAsString("video_id"))
                .containsExactlyElementsOf(ids.stream().filter(id -> !id.equals(ids.get(3))).toList());
        assertThat(full.node("videos")).hasSameSizeAs(plain.node("videos")).allSatisfy(video -> {
            assertThat(video.path("transcript").size()).isEqualTo(29);
            assertThat(video.path("transcript_source").asString()).isEqualTo("uploaded_srt");
            assertThat(video.has("original_transcript")).isFalse();
            assertThat(video.path("updated_at").isIntegralNumber()).isTrue();
        });
        assertThat(plain.text()).doesNotContain("\"transcript");
        assertThat(admin.get("/service/video-list/%s?include=transcript&visibility=private".formatted(channel))
                .node("videos").findValuesAsString("video_id")).containsExactly(ids.get(3));
    }

    @Test
    void showEverythingThatIsSaidAnywhere() {
        var open = Catalogue.video(channel, "public");
        var closed = Catalogue.video(channel, "private");

        assertThat(said(learner).path("videos").findValuesAsString("video_id")).containsExactly(open);
        var all = said(admin);
        assertThat(all.path("videos").findValuesAsString("video_id")).containsExactly(open, closed);
        var video = all.path("videos").get(0);
        assertThat(video.propertyNames()).containsExactly("link", "video_id", "title", "transcript", "created_at");
        assertThat(video.path("created_at").isString()).isTrue();
        assertThat(video.path("transcript").get(0).path("transcript").asString()).isEqualTo("Good morning, and welcome back to the coast.");
    }

    private JsonNode said(Http http) {
        return StreamSupport.stream(http.get("/service/video-list").json().spliterator(), false)
                .filter(one -> one.path("channel_id").asString().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> videos(Http http) {
        return StreamSupport.stream(http.get("/service/video-list/" + channel).node("videos").spliterator(), false).toList();
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).isEmpty();
    }
}
