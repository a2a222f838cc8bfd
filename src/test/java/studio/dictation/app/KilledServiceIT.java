package studio.dictation.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.SharedStores;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.app.stripe.StripeGateway;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.rules.PlanLevel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/**
 * The whole process ends without a word while learners type, between an approval, or a redeemed code, and what is to come of it, in the
 * middle of applying a payment, and in the middle of a reconciliation. Then the service is started again where it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledServiceIT {
    private static final String PATH = "/user/channel-recommendations";
    private static final String RECONCILE = "/admin/billing/reconcile";
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)");
    private static final String STRIPE_KEY = "sk_test_killed";
    private static final String SECRET = "whsec_killed";
    private static final int LEARNERS = 8;
    private static final int SAVES_BEFORE = 200;
    private static final Duration BETWEEN_SAVES = Duration.ofMillis(20);
    private static final String CHANNEL = "UC_typed";
    private static final String VIDEO = "killed_0001";

    private final ServiceProcesses services = new ServiceProcesses();
    private final LoopbackStripe stripe = LoopbackStripe.start(STRIPE_KEY);
    private final List<Typist> typists = new ArrayList<>();
    private Path folder;
    private RunningService again;
    private Http admin;

    @BeforeAll
    void endsAmidEverything(@TempDir Path shared) throws Exception {
        folder = shared;
        var first = services.startReady(folder, settings());
        var anonymous = new Http(URI.create("http://127.0.0.1:" + first.port()), null);
        var operator = SharedStores.admin(anonymous);
        listAVideo(operator);
        IntStream.range(0, LEARNERS).forEach(number -> typists.add(new Typist(register(anonymous))));
        var killed = new AtomicBoolean();
        CompletableFuture<Answer> reconciling;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> typing = new ArrayList<>();
            typists.forEach(typist -> typing.add(threads.submit(() -> typist.typeUntil(killed))));
            try {
                approveAndRedeemWhileNobodyFollows(operator);
                reconciling = reconcileUntilStripeHangs(operator);
                payWhileStripeHangs(first);
                await().atMost(60, SECONDS).until(() -> typists.stream().mapToInt(typist -> typist.saved.get()).sum() >= SAVES_BEFORE);
            } finally {
                killed.set(true);
            }
            store().sql("UPDATE automation SET leased_until = clock_timestamp() + interval '3 seconds'").update();
            first.signal("KILL");
            for (var one : typing) {
                one.get();
            }
        }
        first.awaitEnd();
        stripe.recovers();
        assertThat(reconciling).failsWithin(10, SECONDS);
        again = RunningService.start(folder.resolve("data"), settings());
        admin = again.admin();
    }

    @AfterAll
    void nothingStaysBehind() {
        if (again != null) {
            again.stop();
        }
        services.killAll(folder);
        stripe.close();
    }

    @Test
    @Order(1)
    void hasEverythingThatWasAcknowledged() {
        for (var typist : typists) {
            var learner = new Client(typist.learner.email(), again.http().as(typist.learner.http().token()));
            var progress = shown(() -> learner.progress(CHANNEL, VIDEO));
            int last = Integer.parseInt(progress.at("/userInput/0"));
            // What was under way when the process ended may have been stored without an answer.
            assertThat(last).isBetween(typist.saved.get(), typist.saved.get() + 1);
            assertThat(shown(learner::duration).node("totalDuration").asInt()).as("seconds, one a save").isEqualTo(last);
            ok(learner.save(CHANNEL, VIDEO, "0"));
        }
    }

    @Test
    @Order(2)
    void leadsTheApprovalToItsChannel() throws IOException {
        await().atMost(60, SECONDS).until(() -> admin.get(PATH + "/admin"), answer ->
                answer.status() == 200 && answer.at("/0/status").equals("approved"));
        assertThat(shown(() -> admin.get("/service/channel/UC_killed")).at("name")).isEqualTo("Listed later");
        assertThat(store().sql("SELECT count(*) FROM event WHERE stream_id LIKE '%UC_killed' AND name = 'catalog.ChannelListed'"
                        + " OR name = 'recommendation.RecommendationApproved'")
                .query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void leadsTheCodeAndThePaymentsToTheirPlans() throws IOException {
        await().atMost(60, SECONDS).until(this::given, List.of(
                "billing.PaymentReceived", "code.CodeRedeemed", "membership.PlanGranted", "membership.PlanGranted")::equals);
        goOnReconciling();
        await().atMost(60, SECONDS).until(this::given, List.of("billing.PaymentReceived", "billing.PaymentReceived",
                "code.CodeRedeemed", "membership.PlanGranted", "membership.PlanGranted", "membership.PlanGranted")::equals);
        await().atMost(60, SECONDS).until(() -> admin.get("/auth/userinfo/" + RunningService.ADMIN_EMAIL), answer ->
                answer.status() == 200 && answer.at("/plan/name").equals("Pro"));
        await().atMost(30, SECONDS).until(() -> store().sql("SELECT DISTINCT state FROM inbox_message WHERE object_id <> ''")
                .query(String.class).list(), List.of("applied")::equals);
    }

    private void approveAndRedeemWhileNobodyFollows(Http operator) throws IOException {
        var id = ok(operator.post(PATH, "{\"name\":\"N\",\"link\":\"https://youtube.com/@n\",\"language\":\"en\"}")).at("/recommendation/id");
        var code = ok(operator.post("/payment/generate-code", "{\"duration\":\"60days\"}")).at("code");
        // As if another node had it: so that the process ends between the two steps, and not somewhere near.
        store().sql("UPDATE automation SET owner = 'nobody', leased_until = clock_timestamp() + interval '1 hour'").update();

        var approved = operator.put(PATH + "/" + id,
                "{\"status\":\"approved\",\"channelId\":\"UC_killed\",\"name\":\"Listed later\",\"imageUrl\":\"i\"}");
        assertThat(approved.status()).as(approved.toString()).isEqualTo(200);
        assertThat(approved.at("/recommendation/status")).isEqualTo("pending");
        var redeemed = operator.post("/payment/verify-code", "{\"code\":\"%s\"}".formatted(code));
        assertThat(redeemed.status()).as(redeemed.toString()).isEqualTo(200);
        assertThat(redeemed.at("/plan/name")).isEqualTo("Free");
    }

    /** Stripe's message is kept, and being applied, when the process ends. */
    private void payWhileStripeHangs(ServiceProcesses.Service service) throws Exception {
        var webhook = URI.create("http://127.0.0.1:%d/dictation-studio/payment/webhook".formatted(service.port()));
        var deliveries = stripe.deliveries(webhook, SECRET);
        // What was missed isn't told any more.
        deliveries.pending();
        pay("told");
        stripe.hangs();
        assertThat(deliveries.deliver()).isNotEmpty().containsOnly(200);
        await().atMost(30, SECONDS).until(() -> store().sql("SELECT count(*) FROM inbox_message WHERE owner IS NOT NULL")
                .query(Integer.class).single() > 0);
    }

    /** Nobody was told of a payment; the page before it is kept, and Stripe is asked for the one it is on, when the process ends. */
    private CompletableFuture<Answer> reconcileUntilStripeHangs(Http operator) throws Exception {
        pay("missed");
        stripe.books().payOut();
        stripe.listsAtMost(1);
        stripe.hangsAt("starting_after");
        var reconciling = CompletableFuture.supplyAsync(() -> operator.postNothing(RECONCILE), Thread::startVirtualThread);
        await().atMost(30, SECONDS).until(() -> stripe.requests().stream().filter("GET /v1/events"::equals).count() == 2);
        return reconciling;
    }

    private void goOnReconciling() throws IOException {
        assertThat(store().sql("SELECT type FROM inbox_message WHERE source = 'reconciliation'").query(String.class).list())
                .containsExactly("payout.paid");
        assertThat(store().sql("SELECT told_until < clock_timestamp() - interval '29 days' FROM reconciliation WHERE listed_after ="
                + " (SELECT event_id FROM inbox_message WHERE type = 'payout.paid')").query(Boolean.class).single()).isTrue();
        var refused = admin.postNothing(RECONCILE);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("A reconciliation is under way, please try again");
        // As if its lease had run out.
        store().sql("UPDATE reconciliation SET leased_until = clock_timestamp()").update();
        await().atMost(60, SECONDS).until(() -> admin.postNothing(RECONCILE), answer ->
                answer.status() == 200 && answer.node("complete").asBoolean());
    }

    private void pay(String key) throws Exception {
        var account = store().sql("SELECT account_id FROM account_email WHERE email = ?").param(RunningService.ADMIN_EMAIL).query(UUID.class).single();
        var gateway = new StripeGateway(new StripeSettings(new Secret(STRIPE_KEY), stripe.address(), Duration.ofSeconds(5),
                "https://app.example.org/upgrade", "https://app.example.org/plans", Map.of(PlanLevel.PRO, 699L), "usd", Map.of(),
                Duration.ZERO));
        stripe.books().pay(gateway.open(new CheckoutOrder(account, RunningService.ADMIN_EMAIL,
                new PlanOffer(PlanLevel.PRO, 90, 699L, "usd"), false, key)).sessionId());
    }

    /** Names of the events that give something, in alphabetical order. */
    private List<String> given() throws IOException {
        return store().sql("SELECT name FROM event WHERE name IN ('code.CodeRedeemed', 'billing.PaymentReceived',"
                + " 'membership.PlanGranted') ORDER BY name").query(String.class).list();
    }

    private JdbcClient store() throws IOException {
        var data = folder.resolve("data");
        var port = PORT.matcher(Files.readString(data.resolve("postgres/postgresql.conf")));
        assertThat(port.find()).isTrue();
        return JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:%s/dictation".formatted(port.group(1)),
                "dictation", Files.readString(data.resolve("secrets/postgres-password")).strip()));
    }

    private String[] settings() {
        return new String[] {
            "--STRIPE_SECRET_KEY=" + STRIPE_KEY, "--STRIPE_API_BASE=" + stripe.address(),
            "--STRIPE_SUCCESS_URL=https://app.example.org/upgrade", "--STRIPE_CANCEL_URL=https://app.example.org/plans",
            "--PLAN_PRICES=Basic=299,Pro=699,Premium=1199", "--STRIPE_WEBHOOK_SECRET=" + SECRET,
            "--RECONCILE_INTERVAL_MINUTES=0"
        };
    }

    private static void listAVideo(Http operator) {
        ok(operator.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        ok(operator.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, VIDEO))
                .file("transcript_files", VIDEO + ".srt", TwoNodes.transcript())));
    }

    private static Client register(Http anonymous) {
        var email = UUID.randomUUID() + "@example.org";
        var answer = ok(anonymous.post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                        .formatted(email, "12".repeat(32), "34".repeat(32))));
        return new Client(email, anonymous.as(answer.header("x-ds-access-token").orElseThrow()));
    }

    private static Answer shown(Callable<Answer> read) {
        return ok(await().atMost(30, SECONDS).until(read, answer -> answer.status() != 503));
    }

    /** Saves 1, 2, 3 …; the connection may break only once the process has been killed. */
    private static final class Typist {
        private final Client learner;
        private final AtomicInteger saved = new AtomicInteger();

        Typist(Client learner) {
            this.learner = learner;
        }

        void typeUntil(AtomicBoolean killed) {
            while (!killed.get()) {
                LockSupport.parkNanos(BETWEEN_SAVES.toNanos());
                Answer answer;
                try {
                    answer = learner.save(CHANNEL, VIDEO, Integer.toString(saved.get() + 1));
                } catch (AssertionError noAnswer) {
                    if (killed.get()) {
                        return;
                    }
                    throw noAnswer;
                }
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                saved.incrementAndGet();
            }
        }
    }
}
