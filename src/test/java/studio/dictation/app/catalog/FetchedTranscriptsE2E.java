package studio.dictation.app.catalog;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.youtube.FakeYouTube;
import studio.dictation.app.youtube.FakeYouTube.Track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.catalog.Catalogue.link;

/** S1: POST /service/transcript, and what S6 and S11 do with videos whose transcript YouTube has. */
class FetchedTranscriptsE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final FakeYouTube YOUTUBE = FakeYouTube.shared();

    private final Http admin = SERVICE.admin();
    private final Http learner = SERVICE.learner().http();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.videoId();

    @Test
    void s1AnswersABareListOfSentences() {
        YOUTUBE.video(video, Track.generated("en", "generated"), Track.manual("fr", "fran\u00e7ais"),
                Track.manual("en-GB", "Tom &amp;amp; Jerry  &amp;lt;3\n#1", " ", "&amp;#39;Go&amp;#39;"));

        var answer = s1(link(video));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("[{\"start\":0.4,\"end\":2.52,\"transcript\":\"Tom & Jerry <3 #1\"},"
                + "{\"start\":4.4,\"end\":6.53,\"transcript\":\"'Go'\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"url\":\"https://vimeo.com/dQw4w9WgXcQ\"} | must lead to a YouTube video",
        "{\"url\":\"dQw4w9WgXcQ\"}                   | must lead to a YouTube video",
        "{\"url\":\" \"}                             | is required",
        "{\"url\":null}                              | is required",
        "{}                                          | is required"
    })
    void s1RefusesWhatIsNoVideo(String body, String why) {
        var answer = admin.post("/service/transcript", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Invalid YouTube URL");
        assertThat(answer.faultyFields()).containsExactly("url");
        assertThat(answer.at("/errors/0/message")).isEqualTo(why);
    }

    @Test
    void s1SaysThatNobodyHasIt() {
        var missing = s1(link(video));
        assertThat(missing.status()).as(missing.toString()).isEqualTo(500);
        assertThat(missing.error()).isEqualTo("Unable to download transcript");
        assertThat(missing.text()).doesNotContain("Exception", "unavailable");

        var again = s1(link(video));
        assertThat(again.status()).as(again.toString()).isEqualTo(503);
        assertThat(again.error()).isEqualTo("Unable to download transcript");
        assertThat(Integer.parseInt(again.header("retry-after").orElseThrow())).isBetween(30, 60);
    }

    @Test
    void s1FallsBackOnWhatAnyChannelHas() {
        var hidden = Catalogue.channel("private");
        Catalogue.upload(Catalogue.item(hidden, link(video), "T", "private"), video, Catalogue.MARKET);

        var answer = s1(link(video));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().isArray()).isTrue();
        assertThat(answer.node("/0/transcript").asString()).isNotBlank();
    }

    @Test
    void s1IsForAdministratorsOnly() {
        var answer = learner.post("/service/transcript", "{\"url\":\"%s\"}".formatted(link(video)));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
        assertThat(SERVICE.http().post("/service/transcript", "{}").status()).isEqualTo(401);
    }

    @Test
    void s6ListsAVideoWithoutAFileAndS11FetchesItOnce() {
        var youtube = YOUTUBE.video(video, Track.manual("en", "One", "Two"));
        var listed = list(channel, video, "public");
        assertThat(listed.at("/results/0/message")).isEqualTo("Video %s saved successfully for channel %s".formatted(video, channel));
        assertThat(listed.at("/results/0/transcript_source")).isEqualTo("youtube");
        assertThat(listed.node("/results/0/transcript_count").isMissingNode()).isTrue();
        assertThat(youtube.visits()).isZero();

        var first = s11(learner, channel);
        var second = s11(admin, channel);

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.at("title")).isEqualTo("From YouTube");
        assertThat(first.at("channel_id")).isEqualTo(channel);
        assertThat(first.at("video_id")).isEqualTo(video);
        assertThat(first.at("/transcript/1/transcript")).isEqualTo("Two");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(youtube.asked()).containsExactly("watch", "player", "timedtext");
    }

    @Test
    void s11FetchesOnceForManyWhoReadAtOnce() {
        var gate = new CountDownLatch(1);
        var youtube = YOUTUBE.video(video, Track.manual("en", "One")).behind(gate);
        list(channel, video, "public");

        Thread.startVirtualThread(() -> {
            await().atMost(20, SECONDS).until(() -> youtube.visits() > 0);
            gate.countDown();
        });
        var answers = AtOnce.send(30, number -> s11(learner, channel));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.at("/transcript/0/transcript")).as(answer.toString()).isEqualTo("One"));
        assertThat(youtube.visits()).isEqualTo(1);
    }

    @Test
    void s11AsksYtDlpWhenYouTubeItselfHasNone() {
        var id = "yt_manual_q";
        list(channel, id, "public");

        var answer = learner.get("/service/video-transcript/%s/%s".formatted(channel, id));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("transcript").toString())
                .isEqualTo("[{\"start\":0.4,\"end\":2.52,\"transcript\":\"From subs en-GB & more\"}]");
    }

    @Test
    void s11SaysThatNobodyHasItAndAsksNobodyAgainForAWhile() {
        var youtube = YOUTUBE.video(video);
        list(channel, video, "public");

        for (int i = 0; i < 3; i++) {
            var answer = s11(learner, channel);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.error()).isEqualTo("Transcript not available");
        }

        assertThat(youtube.asked()).containsExactly("watch", "player");
    }

    @Test
    void s11FetchesNothingForWhoMayNotSeeTheVideo() {
        var youtube = YOUTUBE.video(video, Track.manual("en", "One"));
        list(channel, video, "private");

        var answer = s11(learner, channel);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Video not found");
        assertThat(youtube.asked()).isEmpty();
        assertThat(s11(admin, channel).status()).isEqualTo(200);
    }

    @Test
    void s11KeepsOneForEachChannel() {
        var other = Catalogue.channel("public");
        YOUTUBE.video(video, Track.manual("en", "One"));
        list(channel, video, "public");
        list(other, video, "public");

        assertThat(s11(learner, channel).status()).isEqualTo(200);
        assertThat(s11(learner, other).status()).isEqualTo(200);
        assertThat(s11(learner, other).at("channel_id")).isEqualTo(other);
    }

    @Test
    void aVideoWithoutTranscriptCanBeOpenedAndPractised() {
        list(channel, video, "public");

        assertThat(learner.post("/user/register_dictation", "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video))
                .status()).isEqualTo(200);
        assertThat(learner.post("/user/progress",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"a\"},\"currentTime\":1,\"overallCompletion\":1,\"duration\":1}"
                        .formatted(channel, video)).status()).isEqualTo(200);
        var listed = learner.get("/service/video-list/" + channel);
        assertThat(listed.at("/videos/0/video_id")).isEqualTo(video);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"transcript_source\":null", ",\"transcript_source\":\"vimeo\""})
    void s6StillWantsAFileFromWhoSaysNothingElse(String source) {
        var answer = admin.post("/service/video-list", new Multipart().field("data",
                "[{\"channel_id\":\"%s\",\"video_link\":\"%s\",\"title\":\"T\"%s}]".formatted(channel, link(video), source)));

        assertThat(answer.at("/results/0/message")).isEqualTo("SRT file is required for video " + video);
    }

    @Test
    void s6TakesTheFileOfWhoSendsOneAllTheSame() {
        var answer = admin.post("/service/video-list", new Multipart()
                .field("data", "[%s]".formatted(item(channel, video, "public")))
                .file("transcript_files", video + ".srt", Catalogue.file(Catalogue.MARKET)));

        assertThat(answer.at("/results/0/transcript_source")).isEqualTo("uploaded_srt");
        assertThat(s11(learner, channel).status()).isEqualTo(200);
    }

    private Answer s1(String url) {
        return admin.post("/service/transcript", "{\"url\":\"%s\"}".formatted(url));
    }

    private Answer s11(Http who, String inChannel) {
        return who.get("/service/video-transcript/%s/%s".formatted(inChannel, video));
    }

    private Answer list(String inChannel, String id, String visibility) {
        var answer = admin.post("/service/video-list", new Multipart().field("data", "[" + item(inChannel, id, visibility) + "]"));
        assertThat(answer.node("success_count").asInt()).as(answer.toString()).isEqualTo(1);
        return answer;
    }

    private static String item(String channelId, String id, String visibility) {
        return "{\"channel_id\":\"%s\",\"video_link\":\"%s\",\"title\":\"From YouTube\",\"visibility\":\"%s\",\"transcript_source\":\"youtube\"}"
                .formatted(channelId, link(id), visibility);
    }
}
