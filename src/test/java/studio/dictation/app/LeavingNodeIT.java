package studio.dictation.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.SharedStores;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Processes of the service on shared stores come and go while learners type. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeavingNodeIT {
    private static final String CHANNEL = "UC_leaving";
    private static final String VIDEO = "leaving0001";
    private static final int LEARNERS = 6;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private static Path folder;

    private static final ServiceProcesses PROCESSES = new ServiceProcesses();

    private static SharedStores stores;
    private static ServiceProcesses.Service leaves;
    private static ServiceProcesses.Service stays;

    @BeforeAll
    static void start() throws IOException {
        stores = SharedStores.start(folder);
        leaves = process("leaves");
        stays = process("stays");
        var admin = SharedStores.admin(http(leaves));
        ok(admin.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        ok(admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, VIDEO))
                .file("transcript_files", VIDEO + ".srt", TwoNodes.transcript())));
    }

    @AfterAll
    static void stop() {
        PROCESSES.killAll(folder.resolve("leaves"));
        PROCESSES.killAll(folder.resolve("stays"));
        stores.close();
    }

    @Test
    @Order(1)
    void finishesWhatIsUnderWayAndLosesNothing() throws Exception {
        var learners = IntStream.range(0, LEARNERS).mapToObj(number -> new Typist(register())).toList();
        var done = new AtomicBoolean();
        List<Future<?>> typing = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                learners.forEach(learner -> typing.add(threads.submit(() -> learner.typeUntil(done))));
                await().atMost(30, SECONDS).until(() -> learners.stream().allMatch(learner -> learner.acknowledged > 20));

                leaves.signal("TERM");
                assertThat(leaves.awaitEnd()).isEqualTo(TERMINATED);

                var since = learners.stream().map(learner -> learner.acknowledged).toList();
                await().atMost(30, SECONDS).until(() -> IntStream.range(0, LEARNERS)
                        .allMatch(number -> learners.get(number).acknowledged > since.get(number) + 20));
            } finally {
                done.set(true);
            }
        }
        for (var one : typing) {
            one.get();
        }
        for (var learner : learners) {
            assertThat(learner.refusals).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.header("retry-after")).contains("1");
                assertThat(answer.at("code")).isEqualTo("unavailable");
            });
            var there = learner.at(stays);
            assertThat(Integer.parseInt(ok(there.progress(CHANNEL, VIDEO)).at("/userInput/0")))
                    .isBetween(learner.acknowledged, learner.acknowledged + 1);
            // What was sent again because its answer never came may have been carried out before.
            assertThat(ok(there.duration()).node("totalDuration").asInt())
                    .isBetween(learner.acknowledged, learner.acknowledged + learner.unanswered);
            assertThat(learner.longestGap).as("until the other node had gone on").isLessThan(Duration.ofSeconds(2));
        }
        assertThat(stores.postgres().sql("SELECT count(*) FROM automation WHERE leased_until = '-infinity' OR owner IS NULL")
                .query(Integer.class).single()).as("leases that nobody took").isZero();
    }

    private static ServiceProcesses.Service process(String name) throws IOException {
        var node = stores.nodeFolder(name);
        return PROCESSES.startReady(node, Stream.concat(stores.settings().stream(),
                Stream.of("--THROTTLE_SIGN_INS=1000/1s", "--THROTTLE_REGISTRATIONS=1000/1s")).toArray(String[]::new));
    }

    private static Http http(ServiceProcesses.Service service) {
        return new Http(URI.create("http://127.0.0.1:" + service.port()), null);
    }

    private static Client register() {
        var email = UUID.randomUUID() + "@example.org";
        var anonymous = http(stays);
        var answer = ok(anonymous.post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                        .formatted(email, "12".repeat(32), "34".repeat(32))));
        return new Client(email, anonymous.as(answer.header("x-ds-access-token").orElseThrow()));
    }

    /** Saves 1, 2, 3 …, at both nodes in turn while both are there. */
    private static final class Typist {
        private final Client client;
        private final ConcurrentLinkedQueue<Answer> refusals = new ConcurrentLinkedQueue<>();
        private volatile int acknowledged;
        private volatile int unanswered;
        private volatile Duration longestGap = Duration.ZERO;

        Typist(Client client) {
            this.client = client;
        }

        Client at(ServiceProcesses.Service node) {
            return new Client(client.email(), http(node).as(client.http().token()));
        }

        void typeUntil(AtomicBoolean done) {
            var both = List.of(at(leaves), at(stays));
            long shown = System.nanoTime();
            for (int turn = 0; !done.get(); turn++) {
                Answer answer;
                try {
                    answer = both.get(turn % 2).save(CHANNEL, VIDEO, Integer.toString(acknowledged + 1));
                } catch (AssertionError noAnswer) {
                    assertThat(turn % 2).as("the node that stays answers").isZero();
                    unanswered++;
                    continue;
                }
                if (answer.status() != 200) {
                    refusals.add(answer);
                    continue;
                }
                acknowledged++;
                if (answer.header("x-ds-projection").isEmpty()) {
                    var gap = Duration.ofNanos(System.nanoTime() - shown);
                    longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
                    shown = System.nanoTime();
                }
            }
        }
    }
}
