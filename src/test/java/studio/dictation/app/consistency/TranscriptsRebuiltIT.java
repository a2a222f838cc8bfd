package studio.dictation.app.consistency;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Transcripts;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.replace;
import static studio.dictation.app.catalog.Transcripts.tag;
import static studio.dictation.app.catalog.Transcripts.texts;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Redis is emptied: transcripts, their originals, tags, marks and filters come back as they were. */
class TranscriptsRebuiltIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http admin = NODES.admin(NODES.a());
    private final String channel = NODES.newChannel();

    @Test
    void readAsBeforeAndCanBeEditedOnAndRestored() {
        var edited = listed();
        var restored = listed();
        var original = read(NODES.a(), edited);
        ok(replace(admin, channel, edited, body("Ants.", "um Bees.")));
        ok(replace(admin, channel, restored, body("Wasps.")));
        ok(admin.post(path(edited, "apply-filters"), "{\"filters\":[\"um\"]}"));
        ok(admin.postNothing(path(restored, "restore-transcript")));
        ok(admin.post(path(edited, "mark-refined"), "{\"is_refined\":true}"));
        ok(admin.post(path(restored, "mark-refined"), "{\"is_refined\":true}"));
        ok(admin.post(path(restored, "mark-refined"), "{\"is_refined\":false}"));
        ok(admin.post("/service/%s/transcript-filters".formatted(channel), "{\"filters\":[\"um\",\"[music]\"]}"));
        var before = everything(NODES.a(), edited, restored);
        var seen = tag(read(NODES.a(), edited));

        try (var redis = NODES.a().part(RedisDatabases.class).factory(0).getConnection()) {
            redis.serverCommands().flushAll();
        }

        for (var node : List.of(NODES.a(), NODES.b())) {
            await().atMost(PATIENCE).until(
                    () -> Transcripts.read(NODES.admin(node), channel, edited).status(), status -> status == 200);
            assertThat(everything(node, edited, restored)).isEqualTo(before);
        }
        ok(replace(NODES.admin(NODES.b()), channel, edited, body("Flies."), "If-Match", seen));
        assertThat(texts(ok(admin.postNothing(path(edited, "restore-transcript"))))).isEqualTo(texts(original));
    }

    @AfterEach
    void everythingIsBack() {
        for (var node : List.of(NODES.a(), NODES.b())) {
            await().atMost(PATIENCE).until(() -> node.http().get("/service/channel").status() == 200
                    && node.http().get("//actuator/health").status() == 200);
        }
    }

    private String listed() {
        var id = NODES.newVideoId();
        ok(admin.post("/service/video-list", new Http.Multipart()
                .field("data", TwoNodes.item(channel, id))
                .file("transcript_files", id + ".srt", TwoNodes.transcript())));
        return id;
    }

    private String path(String video, String what) {
        return "/service/%s/%s/%s".formatted(channel, video, what);
    }

    private Answer read(RunningService node, String video) {
        return ok(Transcripts.read(NODES.admin(node), channel, video));
    }

    private List<String> everything(RunningService node, String edited, String restored) {
        var reader = NODES.admin(node);
        return List.of(
                read(node, edited).text(), tag(read(node, edited)), read(node, restored).text(), tag(read(node, restored)),
                ok(reader.get(path(edited, "mark-refined"))).text(), ok(reader.get(path(restored, "mark-refined"))).text(),
                ok(reader.get("/service/video-list/" + channel)).text(),
                ok(reader.get("/service/%s/transcript-filters".formatted(channel))).text());
    }
}
