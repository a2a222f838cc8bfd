package studio.dictation.app.consistency;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Http;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Redis is emptied: roles, plans, settings and dictations come back as they were, to the letter. */
class AccountsRebuiltIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http admin = NODES.admin(NODES.a());
    private final Client promoted = NODES.learner(NODES.a());
    private final Client paying = NODES.learner(NODES.b());
    private final Client ended = NODES.learner(NODES.b());

    @Test
    void areListedAsBefore() {
        var video = NODES.newVideo();
        for (var learner : List.of(promoted, paying, ended)) {
            ok(learner.open(NODES.channel(), video));
            ok(learner.save(NODES.channel(), video, "Good morning."));
        }
        update("role", promoted, "\"role\":\"Admin\"");
        update("plan", paying, "\"plan\":\"Pro\"");
        update("plan", ended, "\"plan\":\"Premium\",\"duration\":7");
        update("plan", ended, "\"plan\":\"Free\"");
        ok(paying.http().post("/user/config", "{\"language\":\"ja\",\"username\":\"Grace\","
                + "\"dictation_config\":{\"playback_speed\":0.75,\"shortcuts\":{\"next\":\"Space\"},\"language\":null}}"));
        var before = ok(admin.get("/auth/users")).text();

        try (var redis = NODES.a().part(RedisDatabases.class).factory(0).getConnection()) {
            redis.serverCommands().flushAll();
        }

        for (var node : List.of(NODES.a(), NODES.b())) {
            assertThat(healed(node)).isEqualTo(before);
            ok(promoted.at(node).http().get("/user/all?limit=1"));
            assertThat(paying.at(node).http().get("/user/all").status()).isEqualTo(403);
        }
        update("role", promoted, "\"role\":\"User\"");
    }

    @AfterEach
    void everythingIsBack() {
        for (var node : List.of(NODES.a(), NODES.b())) {
            await().atMost(PATIENCE).until(() -> node.http().get("/service/channel").status() == 200
                    && node.http().get("//actuator/health").status() == 200);
        }
    }

    /** The first list that isn't refused. */
    private static String healed(RunningService node) {
        return await().atMost(PATIENCE).until(
                        () -> NODES.admin(node).get("/auth/users"),
                        answer -> {
                            assertThat(answer.status()).as(answer.toString()).isIn(200, 503);
                            return answer.status() == 200;
                        })
                .text();
    }

    private void update(String what, Client learner, String to) {
        assertThat(ok(admin.put("/auth/user/" + what, "{\"emails\":[\"%s\"],%s}".formatted(learner.email(), to)))
                .node("/results/0/success").asBoolean()).isTrue();
    }
}
