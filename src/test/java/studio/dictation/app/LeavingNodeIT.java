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
import java.util.concurrent.locks.LockSupport;
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

/** Processes of the service come and go beside a node on the same stores, while learners type. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeavingNodeIT {
    private static final String CHANNEL = "UC_leaving";
    private static final String VIDEO = "leaving0001";
    private static final int LEARNERS = 6;
    private static final Duration BETWEEN_SAVES = Duration.ofMillis(20);
    private static final int TERMINATED = 128 + 15;
    private static final String[] UNHINDERED = {"--THROTTLE_SIGN_INS=1000/1s", "--THROTTLE_REGISTRATIONS=1000/1s"};

    /** A claim lasts four seconds and is renewed each second: whoever waits for it to lapse waits so long. */
    private static final Duration CLAIMED_AT_LEAST = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static final ServiceProcesses PROCESSES = new ServiceProcesses();

    private static SharedStores stores;
    private static ServiceProcesses.Service leaves;
    private static ServiceProcesses.Service joins;
    private static Http stays;

    @BeforeAll
    static void start() throws IOException {
        stores = SharedStores.start(folder);
        leaves = process("leaves");
        stays = stores.node("stays", UNHINDERED).http();
        var admin = SharedStores.admin(stays);
        ok(admin.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        ok(admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, VIDEO))
                .file("transcript_files", VIDEO + ".srt", TwoNodes.transcript())));
    }

    @AfterAll
    static void stop() {
        List.of("leaves", "joins").forEach(name -> PROCESSES.killAll(folder.resolve(name)));
        stores.close();
    }

    @Test
    @Order(1)
    void finishesWhatIsUnderWayAndLosesNothing() throws Exception {
        var learners = typists(List.of(http(leaves), stays));
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
            assertThat(learner.longestGap).as("until the other node had gone on").isLessThan(CLAIMED_AT_LEAST);
        }
        assertThat(stores.postgres().sql("SELECT count(*) FROM automation WHERE leased_until = '-infinity' OR owner IS NULL")
                .query(Integer.class).single()).as("leases that nobody took").isZero();
    }

    @Test
    @Order(2)
    void givesSegmentsToTheOneThatJoins() throws Exception {
        joins = process("joins");

        await().atMost(20, SECONDS).until(() -> stores.segments().values().stream().sorted().toList(), List.of(2, 2)::equals);
    }

    @Test
    @Order(3)
    void goesOnWhereOneHasDied() throws Exception {
        var learners = typists(List.of(stays));
        var done = new AtomicBoolean();
        List<Future<?>> typing = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                learners.forEach(learner -> typing.add(threads.submit(() -> learner.typeUntil(done))));
                await().atMost(30, SECONDS).until(() -> learners.stream().allMatch(learner -> learner.acknowledged > 5));

                joins.signal("KILL");

                await().atMost(15, SECONDS).until(() -> stores.segments().values().stream().toList(), List.of(4)::equals);
            } finally {
                done.set(true);
            }
        }
        for (var one : typing) {
            one.get();
        }
        for (var learner : learners) {
            assertThat(learner.refusals).isEmpty();
            var progress = await().atMost(10, SECONDS).until(() -> learner.client.progress(CHANNEL, VIDEO), answer ->
                    answer.at("/userInput/0").equals(Integer.toString(learner.acknowledged)));
            assertThat(progress.status()).isEqualTo(200);
            assertThat(ok(learner.client.duration()).node("totalDuration").asInt()).isEqualTo(learner.acknowledged);
        }
    }

    private static List<Typist> typists(List<Http> nodes) {
        return IntStream.range(0, LEARNERS).mapToObj(number -> new Typist(register(), nodes)).toList();
    }

    private static ServiceProcesses.Service process(String name) throws IOException {
        var node = stores.nodeFolder(name);
        return PROCESSES.startReady(node, Stream.concat(stores.settings().stream(), Stream.of(UNHINDERED)).toArray(String[]::new));
    }

    private static Http http(ServiceProcesses.Service service) {
        return new Http(URI.create("http://127.0.0.1:" + service.port()), null);
    }

    private static Client register() {
        var email = UUID.randomUUID() + "@example.org";
        var answer = ok(stays.post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                        .formatted(email, "12".repeat(32), "34".repeat(32))));
        return new Client(email, stays.as(answer.header("x-ds-access-token").orElseThrow()));
    }

    /** Saves 1, 2, 3 …, at all nodes in turn; those that are gone don't answer. */
    private static final class Typist {
        private final Client client;
        private final List<Http> nodes;
        private final ConcurrentLinkedQueue<Answer> refusals = new ConcurrentLinkedQueue<>();
        private volatile int acknowledged;
        private volatile int unanswered;
        private volatile Duration longestGap = Duration.ZERO;

        Typist(Client client, List<Http> nodes) {
            this.client = client;
            this.nodes = nodes;
        }

        Client at(Http node) {
            return new Client(client.email(), node.as(client.http().token()));
        }

        void typeUntil(AtomicBoolean done) {
            var clients = nodes.stream().map(this::at).toList();
            long shown = System.nanoTime();
            for (int turn = 0; !done.get(); turn++) {
                LockSupport.parkNanos(BETWEEN_SAVES.toNanos());
                Answer answer;
                try {
                    answer = clients.get(turn % clients.size()).save(CHANNEL, VIDEO, Integer.toString(acknowledged + 1));
                } catch (AssertionError noAnswer) {
                    assertThat(nodes.get(turn % clients.size())).as("who doesn't answer").isNotEqualTo(stays);
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
