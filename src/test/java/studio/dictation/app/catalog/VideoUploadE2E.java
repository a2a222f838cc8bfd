package studio.dictation.app.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Catalogue.item;
import static studio.dictation.app.catalog.Catalogue.link;

/** S6: POST /service/video-list. */
class VideoUploadE2E {
    private final Http admin = RunningService.shared().admin();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.videoId();

    @Test
    void listsAVideoWithItsTranscript() {
        var answer = Catalogue.upload(item(channel, link(video), "A lighthouse", "private"), video, Catalogue.LIGHTHOUSE);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("success");
        assertThat(answer.node("total_videos").asInt()).isEqualTo(1);
        assertThat(answer.node("success_count").asInt()).isEqualTo(1);
        assertThat(answer.node("error_count").asInt(-1)).isZero();
        assertThat(answer.node("duplicate_video_ids").isMissingNode()).isTrue();
        assertThat(answer.at("/results/0/video_id")).isEqualTo(video);
        assertThat(answer.node("/results/0/success").asBoolean()).isTrue();
        assertThat(answer.at("/results/0/message")).isEqualTo("Video %s saved successfully for channel %s".formatted(video, channel));
        assertThat(answer.at("/results/0/transcript_source")).isEqualTo("uploaded_srt");
        assertThat(answer.node("/results/0/transcript_count").asInt()).isEqualTo(29);
        assertThat(answer.node("/results/0/duplicate").isMissingNode()).isTrue();
    }

    @Test
    void skipsTheOddBlocksOfAFileAndSaysSo() {
        var answer = Catalogue.upload(item(channel, link(video), "A train", "public"), video, Catalogue.ODD);

        assertThat(answer.at("/results/0/message")).isEqualTo(
                "Video %s saved successfully for channel %s (subtitle blocks skipped: 3)".formatted(video, channel));
        assertThat(answer.node("/results/0/transcript_count").asInt()).isEqualTo(17);
        var lines = admin.get("/service/video-transcript/%s/%s".formatted(channel, video));
        assertThat(lines.at("/transcript/0/transcript")).isEqualTo("The night train leaves from platform nine at ten forty.");
        assertThat(lines.node("/transcript/2/start").asDouble()).isEqualTo(10.89);
        assertThat(lines.text()).doesNotContain("an8", "<i>", "tape was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void readsFilesWithAByteOrderMark(String charset) {
        var text = "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nCafé, señor? 日本\r\n";
        var file = text.getBytes(java.nio.charset.Charset.forName(charset));

        var answer = send(new Multipart()
                .field("data", "[" + item(channel, link(video), "T", "public") + "]")
                .file("transcript_files", video + ".srt", file));

        assertThat(answer.node("success_count").asInt()).as(answer.toString()).isEqualTo(1);
        var stored = admin.get("/service/video-transcript/%s/%s".formatted(channel, video));
        assertThat(stored.at("/transcript/0/transcript")).isEqualTo("Café, señor? 日本");
        assertThat(stored.node("/transcript/0/end").asDouble()).isEqualTo(2.5);
    }

    @Test
    void takesSeveralWithEachResultOfItsOwnOrderedByVideo() {
        var other = Catalogue.videoId();
        var last = Catalogue.videoId();

        var answer = send(new Multipart()
                .field("data", "[%s,%s,%s]".formatted(item(channel, link(last), "Last", "public"),
                        item(channel, link(other), "", "public"), item(channel, link(video), "First", "public")))
                .file("transcript_files", last + ".srt", Catalogue.file(Catalogue.MARKET))
                .file("transcript_files", other + ".srt", Catalogue.file(Catalogue.MARKET))
                .file("transcript_files", video + ".SRT", Catalogue.file(Catalogue.MARKET))
                .file("transcript_files", "notes.txt", "ignored".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.at("message")).isEqualTo("partially success");
        assertThat(answer.node("total_videos").asInt()).isEqualTo(3);
        assertThat(answer.node("success_count").asInt()).isEqualTo(2);
        assertThat(answer.node("error_count").asInt()).isEqualTo(1);
        assertThat(answer.at("/results/0/video_id")).isEqualTo(video);
        assertThat(answer.at("/results/1/video_id")).isEqualTo(other);
        assertThat(answer.at("/results/1/message")).isEqualTo("Title is required for video " + other);
        assertThat(answer.at("/results/2/video_id")).isEqualTo(last);
    }

    @Test
    void marksAVideoThatIsThereAlready() {
        Catalogue.upload(item(channel, link(video), "Once", "public"), video, Catalogue.MARKET);

        var again = Catalogue.upload(item(channel, link(video), "Twice", "public"), video, Catalogue.MARKET);

        duplicate(again, 0, 1);
        assertThat(again.node("error_count").asInt(-1)).isZero();
    }

    @Test
    void marksAVideoThatIsTwiceInOneRequest() {
        var twice = item(channel, link(video), "T", "public");

        var answer = Catalogue.upload(twice + "," + twice, video, Catalogue.MARKET);

        duplicate(answer, 1, 2);
    }

    private void duplicate(Answer answer, int successes, int total) {
        assertThat(answer.at("message")).isEqualTo("partially success");
        assertThat(answer.node("total_videos").asInt()).isEqualTo(total);
        assertThat(answer.node("success_count").asInt()).isEqualTo(successes);
        assertThat(ChannelsE2E.texts(answer.node("duplicate_video_ids"))).containsExactly(video);
        assertThat(answer.json().path("results").toString())
                .contains("Video %s already exists in channel %s".formatted(video, channel), "\"duplicate\":true");
    }

    @Test
    void listsAVideoOnceThoughManySendItAtTheSameMoment() {
        var answers = AtOnce.send(8, number -> Catalogue.upload(
                item(channel, link(video), "Title " + number, "public"), video, Catalogue.MARKET));

        assertThat(answers.stream().filter(answer -> answer.at("message").equals("success"))).hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.at("message").equals("success"))).hasSize(7)
                .allSatisfy(answer -> duplicate(answer, 0, 1));
    }

    @Test
    void listsAllThatAreSentIntoOneChannelAtTheSameMoment() {
        var ids = IntStream.range(0, 20).mapToObj(number -> Catalogue.videoId()).toList();

        AtOnce.send(20, number -> Catalogue.upload(
                item(channel, link(ids.get(number)), "T", "public"), ids.get(number), Catalogue.MARKET));

        var listed = admin.get("/service/video-list/" + channel).json().path("videos").valueStream()
                .map(one -> one.path("video_id").asString());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void takesAHundredAtOnce() {
        var ids = IntStream.range(0, 100).mapToObj(number -> Catalogue.videoId()).toList();
        var form = new Multipart().field("data", ids.stream().map(id -> item(channel, link(id), "T", "public"))
                .collect(Collectors.joining(",", "[", "]")));
        ids.forEach(id -> form.file("transcript_files", id + ".srt", Catalogue.file(Catalogue.MARKET)));

        var answer = send(form);

        assertThat(answer.at("message")).as(answer.toString()).isEqualTo("success");
        assertThat(answer.json().path("results").valueStream().map(result -> result.path("video_id").asString()))
                .containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    @Test
    void takesAFileOfTwoMebibytesAndNoLargerOne() {
        var block = "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n".getBytes(StandardCharsets.UTF_8);
        var largest = Arrays.copyOf(block, 2 << 20);
        Arrays.fill(largest, block.length, largest.length, (byte) ' ');
        assertThat(upload(largest).at("message")).isEqualTo("success");

        var other = Catalogue.videoId();
        var third = Catalogue.videoId();
        var answer = send(new Multipart()
                .field("data", "[" + item(channel, link(other), "T", "public") + "," + item(channel, link(third), "T", "public") + "]")
                .file("transcript_files", other + ".srt", Arrays.copyOf(largest, largest.length + 1))
                .file("transcript_files", third + ".srt", Catalogue.file(Catalogue.MARKET)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("results").valueStream().map(result -> result.path("message").asString())).containsExactlyInAnyOrder(
                "Error processing SRT file for video %s: it has more than 2 MiB".formatted(other),
                "Video %s saved successfully for channel %s".formatted(third, channel));
    }

    @Test
    void namesThePartThatIsTooLarge() {
        var answer = send(new Multipart().file("data", "data.json", new byte[(1 << 20) + 1]));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.faultyFields()).containsExactly("data");
    }

    @Test
    void takesNoMoreThanTwentyMebibytesTogether() {
        var form = new Multipart().field("data", "[" + item(channel, link(video), "T", "public") + "]");
        for (int i = 0; i < 11; i++) {
            form.file("transcript_files", "more%d.srt".formatted(i), new byte[2 << 20]);
        }

        var answer = send(form);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("Request body is too large: a form has at most 20 MiB, 128 parts and 1 MiB of texts");
        assertThat(admin.get("/service/video-list/" + channel).node("videos").isEmpty()).isTrue();
    }

    private Answer upload(byte[] file) {
        return send(new Multipart().field("data", "[" + item(channel, link(video), "T", "public") + "]")
                .file("transcript_files", video + ".srt", file));
    }

    @Test
    void namesWhatIsWrongInTheContractsOrder() {
        var other = Catalogue.videoId();
        Catalogue.upload(item(channel, link(video), "T", "public"), video, Catalogue.MARKET);

        // Each item has this fault and all later ones.
        var answer = send(new Multipart().field("data", "[%s,%s,%s,%s,%s]".formatted(
                item("no-such", "", "", ""), item("no-such", "https://vimeo.com/1", "", ""),
                item(channel, "https://vimeo.com/1", "", ""), item(channel, link(video), "", ""), item(channel, link(other), "", ""))));

        assertThat(answer.json().path("results").valueStream().map(result -> result.path("message").asString()))
                .containsExactlyInAnyOrder(
                        "Invalid input for video: . channel_id and video_link are required.",
                        "Channel with id no-such does not exist.",
                        "Invalid YouTube URL: https://vimeo.com/1",
                        "Video %s already exists in channel %s".formatted(video, channel),
                        "SRT file is required for video " + other);
        assertThat(answer.node("error_count").asInt()).isEqualTo(4);
    }

    @Test
    void sameVideoMayStandInTwoChannels() {
        var other = Catalogue.channel("public");

        assertThat(Catalogue.upload(item(channel, link(video), "T", "public"), video, Catalogue.MARKET).at("message")).isEqualTo("success");
        assertThat(Catalogue.upload(item(other, link(video), "T", "public"), video, Catalogue.MARKET).at("message")).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
        "{\"title\":\"T\",\"video_link\":\"https://youtu.be/vvvvvvvvvvv\"} | null | Invalid input for video: https://youtu.be/vvvvvvvvvvv. channel_id and video_link are required.",
        "{\"title\":\"T\",\"channel_id\":\"c\"} | null | Invalid input for video: . channel_id and video_link are required.",
        "null | null | Invalid input for video: . channel_id and video_link are required.",
        "{\"channel_id\":\"no-such\",\"video_link\":\"https://youtu.be/vvvvvvvvvvv\"} | null | Channel with id no-such does not exist.",
        "{\"channel_id\":\"CHANNEL\",\"video_link\":\"https://vimeo.com/vvvvvvvvvvv\"} | null | Invalid YouTube URL: https://vimeo.com/vvvvvvvvvvv",
        "{\"channel_id\":\"CHANNEL\",\"video_link\":\"https://youtu.be/vvvvvvvvvvv\"} | vvvvvvvvvvv | SRT file is required for video vvvvvvvvvvv",
        "{\"channel_id\":\"CHANNEL\",\"video_link\":\"https://youtu.be/brokenfile1\",\"title\":null} | brokenfile1 | Title is required for video brokenfile1",
        "{\"channel_id\":\"CHANNEL\",\"video_link\":\"https://youtu.be/brokenfile1\",\"title\":\"T\"} | brokenfile1 | Failed to parse SRT file for video brokenfile1"
    })
    void saysWhatIsWrongWithAnItem(String item, String videoId, String message) {
        var answer = send(new Multipart()
                .field("data", "[" + (item == null ? "null" : item.replace("CHANNEL", channel)) + "]")
                .file("transcript_files", "brokenfile1.srt", "nothing of the kind".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("partially success");
        assertThat(answer.node("error_count").asInt()).isEqualTo(1);
        assertThat(answer.at("/results/0/message")).isEqualTo(message);
        assertThat(answer.node("/results/0/success").asBoolean(true)).isFalse();
        assertThat(answer.node("/results/0/video_id").isNull()).isEqualTo(videoId == null);
        if (videoId != null) {
            assertThat(answer.at("/results/0/video_id")).isEqualTo(videoId);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "{}", "[", "[1]", "[{\"title\":1}]"})
    void refusesDataThatIsNone(String data) {
        refused(send(new Multipart().field("data", data)));
    }

    @Test
    void refusesAFormWithoutDataAndOneWithTooMuch() {
        refused(send(new Multipart().file("transcript_files", "a.srt", new byte[1])));
        refused(send(new Multipart().field("data", "[" + "{},".repeat(100) + "{}]")));
    }

    @Test
    void isForAdministratorsOnly() {
        var answer = RunningService.shared().learner().http().post("/service/video-list", new Multipart().field("data", "[]"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
    }

    private Answer send(Multipart form) {
        return admin.post("/service/video-list", form);
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Invalid input. Data is required.");
        assertThat(answer.faultyFields()).containsExactly("data");
    }
}
