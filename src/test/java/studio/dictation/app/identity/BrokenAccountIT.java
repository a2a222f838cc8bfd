package studio.dictation.app.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** A record that somebody has spoilt in Redis hides none but itself on the lists of A8 and U7. */
class BrokenAccountIT {
    private static final String PLAN = "{\"name\":\"Free\",\"expireTime\":null,\"nextPaymentTime\":null,\"isRecurring\":false,"
            + "\"status\":\"active\",\"expireTimeMs\":null,\"nextPaymentTimeMs\":null}";

    private final RunningService service = RunningService.shared();
    private final Learner before = service.learner();
    private final Learner broken = service.learner();
    private final Learner after = service.learner();

    @AfterEach
    void repair() {
        store("plan", PLAN);
        onRedis(redis -> redis.keyCommands().del(bytes("idx:progress:" + broken.email())));
    }

    @Test
    void isLeftOutWhileTheOthersAreListed() {
        store("plan", "{\"name\":");

        for (var path : List.of("/auth/users", "/user/all")) {
            var list = service.admin().get(path);
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.text()).contains(before.email(), after.email()).doesNotContain(broken.email());
        }
        var page = service.admin().get("/auth/users?limit=1000");
        assertThat(page.text()).contains(before.email(), after.email()).doesNotContain(broken.email());

        repair();
        assertThat(service.admin().get("/auth/users").text()).contains(broken.email());
    }

    @Test
    void isListedWithoutTheDictationsThatLeadNowhere() {
        onRedis(redis -> {
            redis.zSetCommands().zAdd(bytes("idx:progress:" + broken.email()), 1, bytes("nowhere"));
            redis.zSetCommands().zAdd(bytes("idx:progress:" + broken.email()), 2, bytes("c:gone"));
        });

        assertThat(service.admin().get("/auth/users").text()).contains(broken.email(), after.email());
    }

    private void store(String field, String value) {
        onRedis(redis -> redis.hashCommands().hSet(bytes("user:" + broken.email()), bytes(field), bytes(value)));
    }

    private void onRedis(Consumer<RedisConnection> change) {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            change.accept(redis);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
