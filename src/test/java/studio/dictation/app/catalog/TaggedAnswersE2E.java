package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.tag;

/** S4, S8 and S11 are sent once, until something about them changes; S2: {@link KeptListsE2E}. */
class TaggedAnswersE2E {
    private static final String CHANNEL = "/service/channel/{c}";
    private static final String VIDEOS = "/service/video-list/{c}";
    private static final String TRANSCRIPTS = "/service/video-list/{c}?include=transcript";
    private static final String TRANSCRIPT = "/service/video-transcript/{c}/{v}";

    private final RunningService service = RunningService.shared();
    private final Http admin = service.admin();
    private final Http learner = service.learner().http();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.video(channel, "public");

    @ParameterizedTest
    @ValueSource(strings = {CHANNEL, VIDEOS, TRANSCRIPTS, TRANSCRIPT})
    void areNotSentAgainToAClientThatHasThem(String path) {
        var first = learner.get(filled(path));
        assertThat(first.header("Cache-Control")).hasValue("no-cache, private");
        assertThat(vary(first)).containsIgnoringCase("Authorization");

        for (var known : List.of(tag(first), tag(first).substring(2), "\"x\", " + tag(first))) {
            var second = known(learner, path, known);
            assertThat(second.status()).as(known).isEqualTo(304);
            assertThat(second.text()).isEmpty();
            assertThat(tag(second)).isEqualTo(tag(first));
        }
        assertThat(known(learner, path, "\"x\"").text()).isEqualTo(first.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {TRANSCRIPTS, TRANSCRIPT})
    void keepTheirTagWhenTheyAreCompressed(String path) {
        var compressed = learner.method("GET", filled(path), BodyPublishers.noBody(), "Accept-Encoding", "gzip");

        assertThat(compressed.header("Content-Encoding")).hasValue("gzip");
        assertThat(vary(compressed)).containsIgnoringCase("Accept-Encoding");
        assertThat(tag(compressed)).isEqualTo(tag(learner.get(filled(path))));
        assertThat(learner.method("GET", filled(path), BodyPublishers.noBody(),
                "Accept-Encoding", "gzip", "If-None-Match", tag(compressed)).status()).isEqualTo(304);
    }

    @Test
    void areOthersAfterWhateverIsDoneToAVideo() {
        Map<String, Supplier<Answer>> changes = new LinkedHashMap<>();
        changes.put("title", () -> put("/service/video-list/{c}/{v}", "{\"title\":\"Another\"}"));
        changes.put("link", () -> put("/service/video-list/{c}/{v}", "{\"link\":\"https://youtu.be/other\"}"));
        changes.put("visibility", () -> put("/service/video-list/{c}/{v}", "{\"visibility\":\"private\"}"));
        changes.put("visibility of all", () -> put("/service/{c}/batch-visibility-update", "{\"visibility\":\"public\"}"));
        changes.put("refined", () -> post("/service/{c}/{v}/mark-refined", "{\"is_refined\":true}"));
        changes.put("transcript", () -> put("/service/{c}/{v}/full-transcript", body("Well um yes.", "No.")));
        changes.put("sentence", () -> put("/service/{c}/{v}/transcript", "{\"index\":1,\"start\":1,\"end\":2,\"transcript\":\"So.\"}"));
        changes.put("filters", () -> post("/service/{c}/{v}/apply-filters", "{\"filters\":[\"um\"]}"));
        changes.put("filters on several", () -> post("/service/{c}/batch-apply-filters", "{\"video_ids\":[\"{v}\"],\"filters\":[\"yes\"]}"));
        changes.put("restored", () -> post("/service/{c}/{v}/restore-transcript", "{}"));
        changes.put("several transcripts", () -> put("/service/{c}/batch-transcript-update",
                "{\"videos\":[{\"video_id\":\"{v}\",\"transcript\":[{\"start\":0,\"end\":1,\"transcript\":\"a\"}]}]}"));
        changes.put("several restored", () -> put("/service/{c}/batch-restore-transcripts", "{\"videos\":[{\"video_id\":\"{v}\"}]}"));
        changes.put("another listed", () -> {
            Catalogue.video(channel, "public");
            return admin.get(filled(CHANNEL));
        });
        changes.put("removed", () -> admin.method("DELETE", filled("/service/video-list/{c}/{v}"), BodyPublishers.noBody()));

        changes.forEach((what, change) -> {
            var listed = admin.get(filled(VIDEOS));
            var transcribed = admin.get(filled(TRANSCRIPTS));
            assertThat(change.get().status()).as(what).isEqualTo(200);
            // Restoring is no change that the list without transcripts tells (contract §9.12); its tag does.
            assertThat(known(admin, VIDEOS, tag(listed)).status()).as(what).isEqualTo(200);
            changed(admin, TRANSCRIPTS, transcribed, what);
        });
    }

    @Test
    void areOthersAfterWhateverIsDoneToAChannel() {
        for (var change : List.of("{\"name\":\"N\"}", "{\"link\":\"l\"}", "{\"image_url\":\"i\"}", "{\"language\":\"ko\"}", "{\"visibility\":\"Public\"}")) {
            var before = learner.get(filled(CHANNEL));
            put("/service/channel/{c}", change);
            changed(learner, CHANNEL, before, change);
        }
        var before = learner.get(filled(CHANNEL));
        Catalogue.video(channel, "public");
        changed(learner, CHANNEL, before, "another video");

        var listed = learner.get(filled(VIDEOS));
        var known = learner.get(filled(CHANNEL));
        put("/service/channel/{c}", "{\"visibility\":\"private\"}");
        assertThat(known(learner, CHANNEL, tag(known)).status()).isEqualTo(404);
        assertThat(known(learner, VIDEOS, tag(listed)).node("videos").isEmpty()).isTrue();
        assertThat(known(learner, TRANSCRIPT, "*").status()).isEqualTo(404);
        assertThat(admin.get(filled(VIDEOS)).node("videos").size()).isEqualTo(2);
    }

    @Test
    void ofATranscriptAreOthersWithItsTitleAndItsSentences() {
        for (var change : List.<Supplier<Answer>>of(
                () -> put("/service/video-list/{c}/{v}", "{\"title\":\"Another\"}"),
                () -> put("/service/{c}/{v}/full-transcript", body("Well um yes.")),
                () -> post("/service/{c}/{v}/apply-filters", "{\"filters\":[\"um\"]}"),
                () -> post("/service/{c}/{v}/restore-transcript", "{}"))) {
            var before = learner.get(filled(TRANSCRIPT));
            var answer = change.get();
            changed(learner, TRANSCRIPT, before, answer.toString());
        }
        var last = tag(learner.get(filled(TRANSCRIPT)));
        post("/service/{c}/{v}/mark-refined", "{\"is_refined\":true}");
        assertThat(known(learner, TRANSCRIPT, last).status()).as("no part of the answer").isEqualTo(304);
        put("/service/video-list/{c}/{v}", "{\"visibility\":\"private\"}");
        assertThat(known(learner, TRANSCRIPT, last).status()).isEqualTo(404);
        assertThat(known(admin, TRANSCRIPT, last).status()).isEqualTo(304);
    }

    @Test
    void areNeverMixedUpBetweenCallers() {
        var hidden = Catalogue.video(channel, "private");
        for (int round = 0; round < 3; round++) {
            for (var path : List.of(CHANNEL, VIDEOS, TRANSCRIPTS)) {
                assertThat(admin.get(filled(path)).text()).contains(hidden);
                assertThat(learner.get(filled(path)).text()).doesNotContain(hidden).contains(video);
            }
        }
        for (var path : List.of(CHANNEL, VIDEOS, TRANSCRIPTS)) {
            assertThat(known(learner, path, tag(admin.get(filled(path)))).status()).isEqualTo(200);
        }
    }

    @Test
    void areTrueForWhoMadeAChangeWhileOthersRead() {
        var answers = AtOnce.send(4, number -> {
            var last = learner.get(filled(VIDEOS));
            for (int round = 0; round < 20; round++) {
                if (number == 0) {
                    var title = "Title %d.".formatted(round);
                    assertThat(put("/service/video-list/{c}/{v}", "{\"title\":\"%s\"}".formatted(title)).status()).isEqualTo(200);
                    for (var path : List.of(VIDEOS, TRANSCRIPTS, TRANSCRIPT)) {
                        assertThat(admin.get(filled(path)).text()).as(path).contains(title);
                        assertThat(learner.get(filled(path)).text()).as(path).contains(title);
                    }
                } else {
                    last = learner.get(filled(number == 1 ? VIDEOS : TRANSCRIPTS));
                }
            }
            return last;
        });

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(learner.get(filled(VIDEOS)).at("/videos/0/title")).isEqualTo("Title 19.");
    }

    @Test
    void areSentAsTheyComeWhenMuchIsSaidInThem() {
        var sentences = new String[3_000];
        Arrays.fill(sentences, "A sentence.");
        var second = Catalogue.video(channel, "public");
        for (var id : List.of(video, second)) {
            assertThat(Transcripts.replace(admin, channel, id, body(sentences)).status()).isEqualTo(200);
        }

        var first = learner.get(filled(TRANSCRIPTS));
        assertThat(first.node("/videos/0/transcript").size() + first.node("/videos/1/transcript").size()).isEqualTo(6_000);
        assertThat(known(learner, TRANSCRIPTS, tag(first)).status()).isEqualTo(304);
        assertThat(learner.get(filled(TRANSCRIPTS)).text()).isEqualTo(first.text());

        put("/service/video-list/{c}/{v}", "{\"title\":\"Another\"}");
        changed(learner, TRANSCRIPTS, first, "title");
    }

    private void changed(Http client, String path, Answer before, String what) {
        var after = known(client, path, tag(before));
        assertThat(after.status()).as("%s after %s", path, what).isEqualTo(200);
        assertThat(after.text()).as("%s after %s", path, what).isNotEqualTo(before.text());
        assertThat(tag(after)).isNotEqualTo(tag(before));
    }

    private Answer known(Http client, String path, String tag) {
        return client.method("GET", filled(path), BodyPublishers.noBody(), "If-None-Match", tag);
    }

    private static String vary(Answer answer) {
        return String.join(", ", answer.response().headers().allValues("Vary"));
    }

    private Answer put(String path, String json) {
        return admin.put(filled(path), filled(json));
    }

    private Answer post(String path, String json) {
        return admin.post(filled(path), filled(json));
    }

    private String filled(String template) {
        return template.replace("{c}", channel).replace("{v}", video);
    }
}
