package studio.dictation.app.rebuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What administrators see of projections, and have done to them. */
class ProjectionsE2E {
    private static final String REASON = "{\"reason\":\"To see whether it works\"}";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RunningService service = RunningService.shared();

    @Test
    void areAllShownWithTheirSegments() {
        var answer = service.admin().get("/admin/projections");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("/projections").size()).isEqualTo(3);
        assertThat(answer.at("/projections/0/name")).isEqualTo("learners");
        assertThat(answer.at("/projections/0/state")).isEqualTo("live");
        assertThat(answer.node("/projections/0/segments").size()).isEqualTo(2);
        assertThat(answer.at("/projections/0/segments/0/owner")).isNotEmpty();
        assertThat(answer.node("/projections/0/layout").asInt()).isPositive();
        assertThat(service.admin().get("/admin/projections/nothing").status()).isEqualTo(404);
    }

    @Test
    void areRebuiltWhileTheyAreReadAndGoneBackFrom() {
        var learner = service.learner();
        var before = service.admin().get("/admin/projections/learners").at("epoch");
        var asked = service.admin().post("/admin/projections/learners/rebuild", REASON);
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
        assertThat(asked.at("kind")).isEqualTo("rebuild");
        assertThat(asked.at("reason")).isEqualTo("To see whether it works");
        assertThat(asked.at("requestedBy")).isEqualTo(RunningService.ADMIN_EMAIL);
        while (!last().at("/rebuild/phase").equals("done")) {
            assertThat(learner.http().get("/user/all-progress").status()).isEqualTo(200);
        }
        assertThat(last().at("epoch")).isNotEqualTo(before);
        assertThat(last().at("/kept/epoch")).isEqualTo(before);

        var back = service.admin().post("/admin/projections/learners/rollback", REASON);
        assertThat(back.status()).as(back.toString()).isEqualTo(202);
        assertThat(back.at("kind")).isEqualTo("rollback");
        await().atMost(SOON).until(() -> last().at("/rebuild/phase").equals("done"));
        assertThat(last().at("epoch")).isEqualTo(before);
        assertThat(learner.http().get("/user/all-progress").status()).isEqualTo(200);

        var acts = service.admin().get("/admin/acts?limit=2");
        assertThat(acts.at("/acts/0/act")).isEqualTo("rollback");
        await().atMost(SOON).until(() -> service.admin().get("/admin/acts?limit=2").at("/acts/0/outcome").equals("done"));
        assertThat(acts.at("/acts/1/act")).isEqualTo("rebuild");
        assertThat(acts.at("/acts/1/reason")).isEqualTo("To see whether it works");
        assertThat(acts.at("/acts/1/actor")).isEqualTo(RunningService.ADMIN_EMAIL);
        var next = service.admin().get("/admin/acts?limit=1&cursor=" + acts.at("/acts/0/id"));
        assertThat(next.at("/acts/0/id")).isEqualTo(acts.at("/acts/1/id"));
    }

    @Test
    void areNotSteeredWhileNothingRuns() {
        for (var act : List.of("pause", "resume", "cancel")) {
            var answer = service.admin().postNothing("/admin/projections/sessions/rebuild/" + act);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.at("code")).isEqualTo("rebuild-conflict");
            assertThat(service.admin().post("/admin/projections/nothing/rebuild/" + act, REASON).status()).isEqualTo(404);
        }
        assertThat(service.admin().post("/admin/projections/sessions/rollback", REASON).status()).isEqualTo(409);
    }

    @Test
    void areRebuiltForAReasonOnly() {
        for (var body : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"" + "x".repeat(501) + "\"}")) {
            var answer = service.admin().post("/admin/projections/learners/rebuild", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/errors/0/field")).isEqualTo("reason");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/projections", "/admin/projections/learners", "/admin/projections/stream", "/admin/acts"})
    void areForAdministrators(String path) {
        assertThat(service.learner().http().get(path).status()).isEqualTo(403);
        assertThat(service.http().get(path).status()).isEqualTo(401);
        assertThat(service.learner().http().post("/admin/projections/learners/rebuild", REASON).status()).isEqualTo(403);
    }

    @Test
    void areMadeAnewForOneLearner() {
        var learner = service.learner();
        var answer = service.admin().post("/admin/projections/learners/" + learner.email() + "/rebuild", REASON);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("email")).isEqualTo(learner.email());
        assertThat(answer.node("events").asInt()).isPositive();
        assertThat(answer.node("keys").asInt()).isPositive();
        assertThat(learner.http().get("/user/all-progress").status()).isEqualTo(200);
        var unknown = service.admin().post("/admin/projections/learners/nobody@example.org/rebuild", REASON);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error()).isEqualTo("User not found");
    }

    @Test
    void areToldOfAsTheyChange() throws IOException, InterruptedException {
        // Streams of another test end when they are written to again.
        var stream = await().atMost(SOON).until(this::open, answer -> answer.statusCode() == 200);
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(lines.readLine()).isEqualTo("event: projections");
            assertThat(lines.readLine()).startsWith("data: {\"at\":").contains("\"name\":\"learners\"");
            assertThat(lines.readLine()).isEmpty();
            service.admin().post("/admin/projections/catalog/rebuild", REASON);
            String line;
            do {
                line = lines.readLine();
            } while (!line.contains("\"projection\":\"catalog\""));
            assertThat(line).contains("\"requestedBy\":\"%s\"".formatted(RunningService.ADMIN_EMAIL));
        }
        await().atMost(SOON).until(() -> service.admin().get("/admin/projections/catalog").at("/rebuild/phase").equals("done"));
    }

    @Test
    void areToldToSoManyAtOnceOnly() throws IOException, InterruptedException {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        try {
            HttpResponse<InputStream> next;
            do {
                next = open();
                streams.add(next);
            } while (next.statusCode() == 200 && streams.size() <= 21);
            assertThat(next.statusCode()).isEqualTo(503);
            assertThat(next.headers().firstValue("Retry-After")).isPresent();
        } finally {
            for (var stream : streams) {
                stream.body().close();
            }
        }
    }

    private HttpResponse<InputStream> open() throws IOException, InterruptedException {
        var admin = service.admin();
        var request = HttpRequest.newBuilder(admin.base().resolve("/dictation-studio/admin/projections/stream"))
                .header("Authorization", "Bearer " + admin.token())
                .timeout(SOON)
                .build();
        return CLIENT.send(request, BodyHandlers.ofInputStream());
    }

    private Answer last() {
        return service.admin().get("/admin/projections/learners");
    }

}
