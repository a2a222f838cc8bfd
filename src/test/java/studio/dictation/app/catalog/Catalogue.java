package studio.dictation.app.catalog;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes channels and videos that no other test has. */
public final class Catalogue {
    public static final String LIGHTHOUSE = "lighthouse-visit.srt";
    public static final String MARKET = "market-day.srt";
    public static final String ODD = "night-train-odd-blocks.srt";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Catalogue() {}

    public static byte[] file(String name) {
        try (var file = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/srt/" + name))) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** A new video id. */
    public static String videoId() {
        return "vid_%07d".formatted(NEXT.incrementAndGet());
    }

    public static String link(String videoId) {
        return "https://www.youtube.com/watch?v=" + videoId;
    }

    /** Lists a new channel in the shared service; answers its id. */
    public static String channel(String visibility) {
        return channel(RunningService.shared().admin(), visibility);
    }

    /** Lists a new channel; answers its id. */
    static String channel(Http admin, String visibility) {
        var id = "UC_channel-%d".formatted(NEXT.incrementAndGet());
        var answer = admin.post("/service/channel", """
                {"channels":[{"id":"%s","name":"Channel %s","image_url":"https://img.example.org/%s.png",\
                "link":"https://www.youtube.com/@%s","visibility":"%s","language":"en","videos":[]}]}"""
                .formatted(id, id, id, id, visibility));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return id;
    }

    /** Lists a new video with the lighthouse as transcript in the shared service; answers its id. */
    public static String video(String channelId, String visibility) {
        return video(RunningService.shared().admin(), channelId, visibility);
    }

    /** Lists a new video with the lighthouse as transcript; answers its id. */
    static String video(Http admin, String channelId, String visibility) {
        var id = videoId();
        list(admin, channelId, id, visibility);
        return id;
    }

    /** Lists a video with the lighthouse as transcript. */
    public static void list(Http admin, String channelId, String id, String visibility) {
        var answer = upload(admin, item(channelId, link(id), "Title of " + id, visibility), id, LIGHTHOUSE);
        assertThat(answer.node("success_count").asInt()).as(answer.toString()).isEqualTo(1);
    }

    public static String item(String channelId, String link, String title, String visibility) {
        return "{\"channel_id\":\"%s\",\"video_link\":\"%s\",\"title\":\"%s\",\"visibility\":\"%s\"}"
                .formatted(channelId, link, title, visibility);
    }

    static Answer upload(String item, String videoId, String srt) {
        return upload(RunningService.shared().admin(), item, videoId, srt);
    }

    private static Answer upload(Http admin, String item, String videoId, String srt) {
        return admin.post("/service/video-list", new Multipart()
                .field("data", "[" + item + "]")
                .file("transcript_files", videoId + ".srt", file(srt)));
    }
}
