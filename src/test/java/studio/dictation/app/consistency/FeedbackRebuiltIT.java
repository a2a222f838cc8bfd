package studio.dictation.app.consistency;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.feedback.Images;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Redis is emptied: threads with their images and reports come back as they were, to the letter. */
class FeedbackRebuiltIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http admin = NODES.admin(NODES.a());
    private final Client ann = NODES.learner(NODES.a());
    private final Client bob = NODES.learner(NODES.b());

    @Test
    void isReadAsBefore() {
        var video = NODES.newVideo();
        for (var learner : List.of(ann, bob)) {
            ok(learner.http().post("/user/feedback", new Multipart().field("message", "See")
                    .file("images", "a.png", Images.png(1 << 20)).file("images", "b.png", Images.png(100))));
            var id = ok(learner.http().post("/user/video-error-reports", report(video))).at("reportId");
            ok(admin.put("/user/video-error-reports/" + id, "{\"status\":\"resolved\",\"adminResponse\":\"Thank you\"}"));
        }
        ok(admin.post("/user/feedback/admin", new Multipart().field("email", bob.email()).field("response", "Seen")
                .file("images", "c.png", Images.png(200))));
        var before = everything(NODES.a());
        assertThat(before).hasSize(6).allSatisfy(part -> assertThat(part).hasSizeGreaterThan(50));

        try (var redis = NODES.a().part(RedisDatabases.class).factory(0).getConnection()) {
            redis.serverCommands().flushAll();
        }

        for (var node : List.of(NODES.a(), NODES.b())) {
            await().atMost(PATIENCE).until(() -> node.http().get("//actuator/health").status() == 200);
            assertThat(everything(node)).isEqualTo(before);
        }
    }

    @Test
    void hasIdsOfItsOwnWhicheverNodeTakesIt() {
        var video = NODES.newVideo();

        var messages = AtOnce.send(50, i -> ann.at(i % 2 == 0 ? NODES.a() : NODES.b()).http()
                .post("/user/feedback", "{\"message\":\"Message %d\"}".formatted(i)));
        var reports = AtOnce.send(50, i -> ann.at(i % 2 == 0 ? NODES.a() : NODES.b()).http()
                .post("/user/video-error-reports", report(video)));

        assertThat(messages).extracting(answer -> ok(answer).at("/feedback/id")).doesNotHaveDuplicates();
        assertThat(reports).extracting(answer -> ok(answer).at("reportId")).doesNotHaveDuplicates();
        assertThat(ok(bob.at(NODES.a()).http().get("/user/feedback")).text()).isEqualTo("[]");
        var thread = ok(ann.at(NODES.b()).http().get("/user/feedback")).json();
        assertThat(StreamSupport.stream(thread.spliterator(), false).map(message -> message.path("message").asString()).distinct())
                .hasSize(50);
        assertThat(ok(ann.http().get("/user/video-error-reports")).json().size()).isEqualTo(50);
    }

    @AfterEach
    void everythingIsBack() {
        for (var node : List.of(NODES.a(), NODES.b())) {
            await().atMost(PATIENCE).until(() -> node.http().get("/service/channel").status() == 200
                    && node.http().get("//actuator/health").status() == 200);
        }
    }

    private List<String> everything(RunningService node) {
        return List.of(
                ok(ann.at(node).http().get("/user/feedback")).text(),
                ok(bob.at(node).http().get("/user/feedback")).text(),
                ok(ann.at(node).http().get("/user/video-error-reports")).text(),
                ok(bob.at(node).http().get("/user/video-error-reports")).text(),
                ok(NODES.admin(node).get("/user/feedback/admin/list")).text(),
                ok(NODES.admin(node).get("/user/video-error-reports/admin")).text());
    }

    private static String report(String video) {
        return ("{\"channelId\":\"%s\",\"channelName\":\"C\",\"videoId\":\"%s\",\"videoTitle\":\"V\",\"errorType\":\"other\","
                + "\"description\":\"Line 3\"}").formatted(NODES.channel(), video);
    }
}
