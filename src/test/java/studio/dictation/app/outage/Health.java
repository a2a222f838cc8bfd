package studio.dictation.app.outage;

import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a node says of itself. */
record Health(RunningService node) {
    Answer overall() {
        return node.http().get("//actuator/health");
    }

    Answer readiness() {
        return node.http().get("//actuator/health/readiness");
    }

    /** The process itself is fine: restarting it would cure nothing. */
    void isAlive() {
        var liveness = node.http().get("//actuator/health/liveness");
        assertThat(liveness.status()).as(liveness.toString()).isEqualTo(200);
        assertThat(liveness.at("status")).isEqualTo("UP");
    }

    /** Not ready, because of this component and no other. */
    void blames(String component, String status) {
        var answer = readiness();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.at("status")).isEqualTo(status);
        assertThat(answer.at("/components/" + component + "/status")).isEqualTo(status);
        answer.json().path("components").properties().forEach(other -> {
            if (!other.getKey().equals(component)) {
                assertThat(other.getValue().path("status").asString()).as(answer.toString()).isEqualTo("UP");
            }
        });
        isAlive();
    }

    void recovers() {
        await().atMost(30, SECONDS).until(() -> overall().status() == 200 && readiness().status() == 200);
        isAlive();
    }
}
