package studio.dictation.app.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import studio.dictation.app.EmptyCluster;
import studio.dictation.app.RunningService;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.app.settings.StoreAddresses;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes of the service, started at the same moment, that share a PostgreSQL and a Redis which tests may stop. One pair
 * serves all tests of a JVM; whoever stops a store starts it again.
 */
public final class TwoNodes {
    private static final String TRANSCRIPT = "1\n00:00:00,000 --> 00:00:02,000\nGood morning.\n\n"
            + "2\n00:00:02,000 --> 00:00:04,000\nThe lighthouse is open today.\n";
    private static final String JWT_SECRET = UUID.randomUUID().toString();
    private static final String LEDGER_KEY = Ed25519.pem(Ed25519.generate().getPrivate());
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Server postgres;
    private final Server redis;
    private final RunningService a;
    private final RunningService b;
    private final String adminToken;
    private final String channel;

    private TwoNodes() throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "nodes-")
                .toRealPath();
        // Brings logging up, which two starts at once would both do.
        RunningService.shared();
        EmptyCluster.copyTo(folder);
        var stores = EmbeddedStores.start(folder);
        SpringApplication.getShutdownHandlers().add(stores::close);
        var addresses = stores.addresses();
        postgres = Server.postgres(folder);
        redis = Server.redis(folder);
        var folderA = Files.createDirectory(folder.resolve("a"));
        // Not in the common pool: Redis' client needs it, and on two processors it has one thread.
        var first = CompletableFuture.supplyAsync(() -> start(folderA, addresses), Thread::startVirtualThread);
        b = start(Files.createDirectory(folder.resolve("b")), addresses);
        a = first.join();
        adminToken = String.valueOf(a.admin().token());
        channel = newChannel();
    }

    public static TwoNodes shared() {
        return Shared.NODES;
    }

    public RunningService a() {
        return a;
    }

    public RunningService b() {
        return b;
    }

    public Server postgres() {
        return postgres;
    }

    public Server redis() {
        return redis;
    }

    /** The first administrator, at a node. */
    public Http admin(RunningService node) {
        return node.http().as(adminToken);
    }

    /** A channel that every learner sees. */
    public String channel() {
        return channel;
    }

    /** A new learner, who writes at one node and may read at the other. */
    public Client learner(RunningService node) {
        var learner = node.learner();
        return new Client(learner.email(), learner.http());
    }

    /** Lists a new channel; answers its id. */
    public String newChannel() {
        var id = newChannelId();
        ok(listChannel(a, id));
        return id;
    }

    public String newChannelId() {
        return "UC_nodes-%d".formatted(NEXT.incrementAndGet());
    }

    public Answer listChannel(RunningService node, String id) {
        return admin(node).post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"Channel\",\"image_url\":\"https://img.example.org/c.png\",\"link\":\"https://www.youtube.com/@%s\"}]}"
                        .formatted(id, id));
    }

    /** Lists a new video in the {@link #channel}; answers its id. */
    public String newVideo() {
        var id = newVideoId();
        ok(listVideo(a, id));
        return id;
    }

    public String newVideoId() {
        return "n%010d".formatted(NEXT.incrementAndGet());
    }

    public Answer listVideo(RunningService node, String id) {
        return admin(node).post("/service/video-list", new Multipart()
                .field("data", item(channel, id))
                .file("transcript_files", id + ".srt", transcript()));
    }

    /** What an upload says of one video that everybody sees. */
    public static String item(String channel, String video) {
        return "[{\"channel_id\":\"%s\",\"video_link\":\"https://youtu.be/%s\",\"title\":\"T\",\"visibility\":\"public\"}]"
                .formatted(channel, video);
    }

    public static byte[] transcript() {
        return TRANSCRIPT.getBytes(StandardCharsets.UTF_8);
    }

    /** The answer, which has to be 200 and shown by reads. */
    public static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).as(answer.toString()).isEmpty();
        return answer;
    }

    private static RunningService start(Path folder, StoreAddresses stores) {
        return RunningService.start(folder, settings(stores).toArray(String[]::new));
    }

    /** What a node needs to share these stores with others. */
    static List<String> settings(StoreAddresses stores) {
        var postgresPassword = stores.postgres().password();
        var redisPassword = stores.redis().password();
        return List.of(
                "--POSTGRES_URL=" + stores.postgres().url(),
                "--POSTGRES_USER=" + stores.postgres().user(),
                "--POSTGRES_PASSWORD=" + (postgresPassword == null ? "" : postgresPassword.value()),
                "--REDIS_HOST=" + stores.redis().host(),
                "--REDIS_PORT=" + stores.redis().port(),
                "--REDIS_PASSWORD=" + (redisPassword == null ? "" : redisPassword.value()),
                "--JWT_SECRET_KEY=" + JWT_SECRET,
                "--LEDGER_SIGNING_KEY=" + LEDGER_KEY,
                "--TRUSTED_PROXIES=127.0.0.1",
                // So slowly that nothing is allowed again while a test looks.
                "--THROTTLE_LOOKUPS=10/1h");
    }

    /** A learner's requests. */
    public record Client(String email, Http http) {
        /** The same learner at another node. */
        public Client at(RunningService node) {
            return new Client(email, node.http().as(http.token()));
        }

        /** Types one line; one second of study. */
        public Answer save(String channel, String video, String text) {
            return http.post("/user/progress",
                    "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"%s\"},\"currentTime\":1,\"overallCompletion\":1,\"duration\":1}"
                            .formatted(channel, video, text));
        }

        public Answer progress(String channel, String video) {
            return http.get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video));
        }

        public Answer open(String channel, String video) {
            return http.post("/user/register_dictation",
                    "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video));
        }

        public Answer quota(String channel, String video) {
            return http.get("/user/dictation_quota?channelId=%s&videoId=%s".formatted(channel, video));
        }

        public Answer duration() {
            return http.get("/user/duration");
        }
    }

    private static final class Shared {
        static final TwoNodes NODES = start();

        private static TwoNodes start() {
            try {
                return new TwoNodes();
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        }
    }
}
