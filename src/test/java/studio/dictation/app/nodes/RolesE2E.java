package studio.dictation.app.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.ledger.SealerThread;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.query.engine.ProjectionEngine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** One node that only answers, and one that only works, on stores that were empty when the first of them started. */
class RolesE2E {
    private static final String CHANNEL = "UC_roles";

    @TempDir
    private static Path folder;

    private static SharedStores stores;
    private static RunningService web;
    private static RunningService worker;
    private static Answer alone;
    private static Answer listsAlone;
    private static Answer registersAlone;

    @BeforeAll
    static void start() throws IOException {
        stores = SharedStores.start(folder);
        web = stores.launch("web", "--NODE_ROLE=web", "--READ_YOUR_WRITES_TIMEOUT_MS=500", "--STRIPE_TIMEOUT_MS=1000");
        alone = web.http().get("//actuator/health/readiness");
        listsAlone = web.http().get("/service/channel");
        registersAlone = web.register("early-" + UUID.randomUUID() + "@example.org");
        worker = stores.node("worker", "--NODE_ROLE=worker");
        SharedStores.awaitReady(web);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Test
    void theOneThatAnswersSaysSoWhenNobodyWorks() {
        assertThat(alone.status()).as(alone.toString()).isEqualTo(503);
        assertThat(alone.at("/components/projections/status")).isEqualTo("OUT_OF_SERVICE");
        assertThat(alone.at("/components/eventStore/status")).isEqualTo("UP");
        assertThat(listsAlone.status()).as(listsAlone.toString()).isEqualTo(503);
        assertThat(listsAlone.header("retry-after")).contains("1");
    }

    @Test
    void whatWasWrittenMeanwhileIsReadWhenSomebodyWorks() {
        assertThat(registersAlone.header("x-ds-projection")).contains("pending");
        var early = web.signedIn(registersAlone);
        assertThat(await().atMost(20, SECONDS).until(() -> early.get("/user/duration"), answer -> answer.status() != 503).status())
                .isEqualTo(200);
    }

    @Test
    void theAnswersOfTheOneWaitForTheOther() {
        var admin = SharedStores.admin(web.http());
        list(admin);
        var learner = web.learner();
        for (int i = 1; i <= 20; i++) {
            ok(new TwoNodes.Client(learner.email(), learner.http()).save(CHANNEL, "rolesVideo1", "line " + i));
            assertThat(ok(learner.http().get("/user/progress?channelId=%s&videoId=rolesVideo1".formatted(CHANNEL))).at("/userInput/0"))
                    .isEqualTo("line " + i);
        }
    }

    @Test
    void automationsActOnTheOneThatWorks() {
        var admin = SharedStores.admin(web.http());
        var id = ok(admin.post("/user/channel-recommendations",
                "{\"name\":\"N\",\"link\":\"https://youtube.com/@n\",\"language\":\"en\"}")).at("/recommendation/id");

        ok(admin.put("/user/channel-recommendations/" + id,
                "{\"status\":\"approved\",\"channelId\":\"UC_approved\",\"name\":\"Approved\",\"imageUrl\":\"i\"}"));

        assertThat(ok(web.http().get("/service/channel/UC_approved")).at("name")).isEqualTo("Approved");
    }

    @Test
    void paymentsAreAnsweredAsPendingWhileANodeThatIsGoneHasThem() {
        var learner = web.learner().http();
        var session = learner.post("/payment/create-session", "{\"plan\":\"Pro\",\"duration\":90}").at("sessionId");
        LoopbackStripe.shared().books().pay(session);
        stores.postgres().sql("""
                INSERT INTO inbox_message (event_id, type, object_id, work_key, created_at, source, payload, state, owner, leased_until)
                VALUES ('evt_gone', 'checkout.session.completed', :session, :session, clock_timestamp(), 'webhook', '', 'waiting', 'gone',
                        clock_timestamp() + interval '1 hour')""").param("session", session).update();

        var answer = learner.postNothing("/payment/verify-session/" + session);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("status")).isEqualTo("paid");
        assertThat(answer.at("/userInfo/plan/name")).isEqualTo("Free");
        assertThat(answer.header("x-ds-projection")).contains("pending");
        stores.postgres().sql("UPDATE inbox_message SET leased_until = clock_timestamp() WHERE owner = 'gone'").update();
        await().atMost(20, SECONDS).until(() -> learner.get("/user/config").at("/config/plan/name"), "Pro"::equals);
    }

    @Test
    void theOneThatAnswersDoesNothingOfItsOwnAccord() {
        assertThat(web.part(ProjectionEngine.class).states()).isEmpty();
        assertThat(web.part(SealerThread.class).isRunning()).isFalse();
        assertThat(worker.part(ProjectionEngine.class).states()).isNotEmpty();
        assertThat(worker.part(SealerThread.class).isRunning()).isTrue();
        assertThat(stores.postgres().sql("SELECT count(DISTINCT owner) FROM automation").query(Integer.class).single()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/service/channel", "/auth/login", "//", "//v3/api-docs", "//swagger.json", "//swagger-ui/index.html",
            "//actuator", "//actuator/info", "//actuator/healthy", "//error", "//no/such/path"})
    void theOneThatWorksAnswersNobody(String path) {
        var answer = worker.http().get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.at("code")).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//actuator/health", "//actuator/health/liveness", "//actuator/health/readiness"})
    void theOneThatWorksTellsHowItIs(String path) {
        assertThat(worker.http().get(path).at("status")).isEqualTo("UP");
    }

    private static void list(Http admin) {
        ok(admin.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        ok(admin.post("/service/video-list", new Http.Multipart()
                .field("data", TwoNodes.item(CHANNEL, "rolesVideo1"))
                .file("transcript_files", "rolesVideo1.srt", TwoNodes.transcript())));
    }
}
