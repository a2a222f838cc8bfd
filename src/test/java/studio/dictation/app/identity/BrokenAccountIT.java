package studio.dictation.app.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    private void store(String field, String value) {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + broken.email()), bytes(field), bytes(value));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
