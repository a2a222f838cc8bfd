package studio.dictation.app.consistency;

import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.youtube.FakeYouTube;
import studio.dictation.app.youtube.FakeYouTube.Track;
import studio.dictation.query.redis.RedisDatabases;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** A transcript is fetched once, however many read it, on whichever node, and never again. */
class FetchedOnceE2E {
    private static final int READERS = 50;
    private static final TwoNodes NODES = TwoNodes.shared();

    private final String video = NODES.newVideoId();
    private final TwoNodes.Client learner = NODES.learner(NODES.a());

    @Test
    void whoeverReadsItFirst() {
        var gate = new CountDownLatch(1);
        var youtube = FakeYouTube.shared().video(video, Track.manual("en", "One", "Two")).behind(gate);
        list();
        Thread.startVirtualThread(() -> {
            await().atMost(20, SECONDS).until(() -> youtube.visits() > 0);
            gate.countDown();
        });

        var answers = AtOnce.send(READERS, number -> read(number % 2 == 0 ? learner : learner.at(NODES.b())));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("/transcript/1/transcript")).isEqualTo("Two");
        });
        assertThat(youtube.asked()).containsExactly("watch", "player", "timedtext");
    }

    @Test
    void evenWhenRedisIsFilledAnew() {
        var youtube = FakeYouTube.shared().video(video, Track.manual("en", "One"));
        list();
        var before = ok(read(learner)).text();

        try (var redis = NODES.a().part(RedisDatabases.class).factory(0).getConnection()) {
            redis.serverCommands().flushAll();
        }

        await().atMost(30, SECONDS).untilAsserted(() -> {
            var after = read(learner.at(NODES.b()));
            assertThat(after.status()).as(after.toString()).isEqualTo(200);
            assertThat(after.text()).isEqualTo(before);
        });
        assertThat(youtube.visits()).isEqualTo(1);
        // Other tests find everything as it was.
        await().atMost(30, SECONDS).until(() -> Stream.of(NODES.a(), NODES.b())
                .allMatch(node -> node.http().get("//actuator/health/readiness").status() == 200));
    }

    private Answer read(TwoNodes.Client reader) {
        return reader.http().get("/service/video-transcript/%s/%s".formatted(NODES.channel(), video));
    }

    private void list() {
        var item = TwoNodes.item(NODES.channel(), video).replace("\"title\"", "\"transcript_source\":\"youtube\",\"title\"");
        var answer = ok(NODES.admin(NODES.a()).post("/service/video-list", new Multipart().field("data", item)));
        assertThat(answer.node("success_count").asInt()).as(answer.toString()).isEqualTo(1);
    }
}
