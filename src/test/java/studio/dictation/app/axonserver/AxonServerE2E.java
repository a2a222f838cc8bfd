package studio.dictation.app.axonserver;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.SharedStores;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.command.progress.SaveProgress;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Two nodes whose commands are routed by an Axon Server, which was not there when they started. */
class AxonServerE2E {
    private static final String CHANNEL = "UC_routed";
    private static final List<String> VIDEOS = IntStream.range(0, 5).mapToObj("routed%05d"::formatted).toList();

    @TempDir
    private static Path folder;

    private static LoopbackAxonServer server;
    private static SharedStores stores;
    private static RunningService a;
    private static RunningService b;
    private static Answer readEarly;
    private static Answer wroteEarly;
    private static Answer healthEarly;
    private static Http admin;

    @BeforeAll
    static void start() throws IOException {
        stores = SharedStores.start(folder);
        server = new LoopbackAxonServer().start();
        server.close();
        a = stores.node("a", "--AXON_SERVER=" + server.address());
        readEarly = a.http().get("/service/channel");
        wroteEarly = a.http().post("/auth/register", registration("early@example.org"));
        healthEarly = a.http().get("//actuator/health");
        server.start();
        b = stores.node("b", "--AXON_SERVER=" + server.address());
        await().atMost(30, SECONDS).until(() -> server.deciders(SaveProgress.class).size() == 2);
        admin = SharedStores.admin(a.http());
        ok(admin.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        VIDEOS.forEach(video -> ok(admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, video))
                .file("transcript_files", video + ".srt", TwoNodes.transcript()))));
    }

    @AfterAll
    static void stop() {
        stores.close();
        server.close();
    }

    @Test
    void withoutItReadsAreAnsweredAndCommandsAreAskedForAgain() {
        assertThat(readEarly.status()).as(readEarly.toString()).isEqualTo(200);
        unavailable(wroteEarly);
        assertThat(healthEarly.status()).isEqualTo(503);
        assertThat(healthEarly.at("/components/axonServer/status")).isEqualTo("DOWN");
        assertThat(healthEarly.at("/components/readinessState/status")).isEqualTo("UP");
    }

    @Test
    void whatIsWrittenIsReadAtOnceWhoeverDecided() {
        var learner = learner(a);
        for (int i = 0; i < 20; i++) {
            ok(learner.save(CHANNEL, VIDEOS.getFirst(), "line " + i));
            assertThat(ok(learner.at(b).progress(CHANNEL, VIDEOS.getFirst())).at("/userInput/0")).isEqualTo("line " + i);
        }
    }

    @Test
    void oneAggregateIsDecidedOnByOneNodeAndAllOfThemByBoth() throws Exception {
        var learners = IntStream.range(0, 8).mapToObj(number -> learner(number % 2 == 0 ? a : b)).toList();
        AtOnce.send(64, call -> ok(learners.get(call % 8).at(call % 3 == 0 ? a : b).save(CHANNEL, VIDEOS.get(1), "x")));

        var saves = server.routed().stream().filter(one -> one.name().equals(SaveProgress.class.getName())).toList();
        assertThat(saves.stream().collect(Collectors.groupingBy(LoopbackAxonServer.Routed::key,
                Collectors.mapping(LoopbackAxonServer.Routed::decider, Collectors.toSet()))).values())
                .allSatisfy(deciders -> assertThat(deciders).hasSize(1));
        assertThat(saves.stream().map(LoopbackAxonServer.Routed::decider).distinct()).hasSize(2);
        assertThat(saves.stream().filter(one -> !one.asker().equals(one.decider()))).isNotEmpty();
        learners.forEach(learner -> assertThat(ok(learner.duration()).node("totalDuration").asInt()).isEqualTo(8));
    }

    @Test
    void refusalsKeepTheirCodeAndTheirFields() {
        for (int i = 0; i < 4; i++) {
            var email = "twice-" + UUID.randomUUID() + "@example.org";
            a.register(email);
            var taken = b.http().post("/auth/register", registration(email));
            assertThat(taken.status()).as(taken.toString()).isEqualTo(400);
            assertThat(taken.at("code")).isEqualTo("email-taken");
            assertThat(taken.error()).isEqualTo("User with this email already exists");
            assertThat(taken.at("/errors/0/field")).isEqualTo("email");

            var learner = learner(b);
            VIDEOS.subList(0, 4).forEach(video -> ok(learner.open(CHANNEL, video)));
            var exhausted = learner.at(a).open(CHANNEL, VIDEOS.getLast());
            assertThat(exhausted.status()).as(exhausted.toString()).isEqualTo(403);
            assertThat(exhausted.at("code")).isEqualTo("quota-exhausted");
        }
    }

    @Test
    void refusalsThatAreActedUponAreKnownByTheirCode() {
        var again = admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, VIDEOS.getFirst()))
                .file("transcript_files", VIDEOS.getFirst() + ".srt", TwoNodes.transcript()));
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        assertThat(again.at("/results/0/message")).contains("already exists");
        assertThat(again.node("/results/0/duplicate").asBoolean()).isTrue();

        // Sent at once, they meet in a millisecond, and each takes a free one.
        var learner = learner(a);
        var sent = AtOnce.send(20, call -> ok(learner.at(call % 2 == 0 ? a : b).http()
                .post("/user/channel-recommendations", "{\"name\":\"N\",\"link\":\"https://youtube.com/@n\",\"language\":\"en\"}")));
        assertThat(sent.stream().map(answer -> answer.at("/recommendation/id")).distinct()).hasSize(20);

        // Somebody without a membership has no subscription to cancel.
        var cancelled = learner(b).http().post("/payment/cancel-subscription", "{}");
        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(404);
    }

    @Test
    void aRepeatedRequestIsKnownWhoeverDecides() {
        var learner = learner(a);
        var key = UUID.randomUUID().toString();
        assertThat(saveOnce(learner, key, "first").status()).isEqualTo(200);
        assertThat(saveOnce(learner.at(b), key, "first").status()).isEqualTo(200);
        var other = saveOnce(learner.at(b), key, "second");
        assertThat(other.status()).as(other.toString()).isEqualTo(422);
        assertThat(other.at("code")).isEqualTo("idempotency-key-reused");
        assertThat(ok(learner.duration()).node("totalDuration").asInt()).isEqualTo(1);
    }

    @Test
    void automationsAreRoutedToo() {
        var id = ok(admin.post("/user/channel-recommendations",
                "{\"name\":\"N\",\"link\":\"https://youtube.com/@n\",\"language\":\"en\"}")).at("/recommendation/id");
        ok(admin.put("/user/channel-recommendations/" + id,
                "{\"status\":\"approved\",\"channelId\":\"UC_routed_approval\",\"name\":\"Approved\",\"imageUrl\":\"i\"}"));
        assertThat(ok(b.http().get("/service/channel/UC_routed_approval")).at("name")).isEqualTo("Approved");
    }

    @Test
    void itsLossStopsCommandsUntilItIsBack() {
        var learner = learner(a);
        ok(learner.save(CHANNEL, VIDEOS.getFirst(), "before"));
        server.close();
        try {
            unavailable(learner.save(CHANNEL, VIDEOS.getFirst(), "during"));
            assertThat(ok(learner.at(b).progress(CHANNEL, VIDEOS.getFirst())).at("/userInput/0")).isEqualTo("before");
            await().atMost(20, SECONDS).until(() ->
                    a.http().get("//actuator/health").at("/components/axonServer/status").equals("DOWN"));
            assertThat(a.http().get("//actuator/health/readiness").status()).isEqualTo(200);
        } finally {
            server.start();
        }
        await().atMost(30, SECONDS).until(() -> server.deciders(SaveProgress.class).size() == 2);
        await().atMost(30, SECONDS).until(() -> learner.save(CHANNEL, VIDEOS.getFirst(), "after").status() == 200);
        assertThat(ok(learner.at(b).progress(CHANNEL, VIDEOS.getFirst())).at("/userInput/0")).isEqualTo("after");
        await().atMost(20, SECONDS).until(() -> a.http().get("//actuator/health").status() == 200);
    }

    private static Answer saveOnce(Client learner, String key, String text) {
        return learner.http().method("POST", "/user/progress", BodyPublishers.ofString(
                        "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"%s\"},\"currentTime\":1,\"overallCompletion\":1,\"duration\":1}"
                                .formatted(CHANNEL, VIDEOS.get(2), text)),
                "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private static Client learner(RunningService node) {
        var learner = node.learner();
        return new Client(learner.email(), learner.http());
    }

    private static String registration(String email) {
        return "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                .formatted(email, "12".repeat(32), "34".repeat(32));
    }

    private static void unavailable(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("1");
        assertThat(answer.at("code")).isEqualTo("unavailable");
        assertThat(answer.text()).doesNotContain("Exception", "127.0.0.1");
    }
}
