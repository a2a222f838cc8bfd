package studio.dictation.app;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.embedded.StoreOutage;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A store that is down is answered 503 with Retry-After, and everything goes on by itself when it is back. */
class OutageE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CHANNEL =
            "{\"channels\":[{\"id\":\"UC_outage\",\"name\":\"%s\",\"image_url\":\"i\",\"link\":\"l\"}]}";

    @TempDir
    private static Path dataDir;

    private static RunningService service;
    private static Http admin;
    private static StoreOutage stores;

    @BeforeAll
    static void start() {
        service = RunningService.start(dataDir);
        admin = service.admin();
        stores = new StoreOutage(dataDir);
        assertThat(admin.post("/service/channel", CHANNEL.formatted("before")).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.stop();
    }

    @Test
    void ofRedisStopsReadsUntilItIsBack() {
        stores.stopRedis();
        try {
            unavailable(service.http().get("/service/channel"));
            unavailable(admin.get("/user/duration"));
            unavailable(service.http().post("/auth/login", "{\"email\":\"a@b.org\",\"password\":\"whatever\"}"));
            assertThat(service.http().get("//actuator/health/liveness").status()).isEqualTo(200);
        } finally {
            stores.startRedis();
        }

        assertThat(nameOf(await().atMost(PATIENCE)
                .until(() -> service.http().get("/service/channel"), answer -> answer.status() == 200))).isEqualTo("before");
    }

    @Test
    void ofPostgresStopsWritesUntilItIsBackButNoReads() {
        stores.stopPostgres();
        try {
            unavailable(admin.post("/service/channel", CHANNEL.formatted("during")));
            assertThat(nameOf(service.http().get("/service/channel"))).isEqualTo("before");
        } finally {
            stores.startPostgres();
        }

        await().atMost(PATIENCE)
                .until(() -> admin.post("/service/channel", CHANNEL.formatted("after")), answer -> answer.status() == 200);
        await().atMost(PATIENCE).until(() -> nameOf(service.http().get("/service/channel")), "after"::equals);
        assertThat(admin.post("/service/channel", CHANNEL.formatted("before")).status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> nameOf(service.http().get("/service/channel")), "before"::equals);
    }

    private static String nameOf(Answer channels) {
        assertThat(channels.status()).as(channels.toString()).isEqualTo(200);
        return channels.at("/0/name");
    }

    private static void unavailable(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("1");
        assertThat(answer.error()).isEqualTo("Service temporarily unavailable");
        assertThat(answer.at("code")).isEqualTo("unavailable");
        assertThat(answer.text()).doesNotContain("Exception", "127.0.0.1", "jdbc");
    }
}
