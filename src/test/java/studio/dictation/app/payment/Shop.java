package studio.dictation.app.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.http.Answer;
import studio.dictation.app.nodes.Server;
import studio.dictation.app.stripe.Books;
import studio.dictation.app.stripe.Deliveries;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that sells plans, and the Stripe that it sells them with. Started once, it ends with the JVM. */
final class Shop {
    static final String WEBHOOK = "/payment/webhook";
    static final String SECRET = "whsec_new";
    static final String FORMER_SECRET = "whsec_former";

    private static final Map<PlanLevel, Long> PRICES =
            Map.of(PlanLevel.BASIC, 299L, PlanLevel.PRO, 699L, PlanLevel.PREMIUM, 1_199L);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final LoopbackStripe STRIPE = LoopbackStripe.start("sk_test_shop");
    private static final Path FOLDER = folder();
    private static final RunningService SERVICE = RunningService.start(FOLDER,
            "--STRIPE_SECRET_KEY=sk_test_shop",
            "--STRIPE_API_BASE=" + STRIPE.address(),
            "--STRIPE_TIMEOUT_MS=2000",
            "--STRIPE_SUCCESS_URL=https://app.example.org/upgrade",
            "--STRIPE_CANCEL_URL=https://app.example.org/plans",
            "--PLAN_PRICES=Basic=299,Pro=699,Premium=1199",
            "--STRIPE_WEBHOOK_SECRET=" + SECRET + ", " + FORMER_SECRET);

    private final JdbcClient store = SERVICE.part(JdbcClient.class);
    private final Deliveries deliveries =
            STRIPE.deliveries(URI.create(SERVICE.http().base() + "/dictation-studio" + WEBHOOK), SECRET);

    /** One that knows of nothing that happened before. */
    Shop() {
        deliveries.pending();
    }

    RunningService service() {
        return SERVICE;
    }

    LoopbackStripe stripe() {
        return STRIPE;
    }

    /** What the service keeps its events in. */
    Server postgres() {
        return Server.postgres(FOLDER);
    }

    Books books() {
        return STRIPE.books();
    }

    Deliveries deliveries() {
        return deliveries;
    }

    UUID accountOf(Learner learner) {
        return store.sql("SELECT account_id FROM account_email WHERE email = ?").param(learner.email()).query(UUID.class).single();
    }

    /** A page where a learner pays. */
    String page(Learner learner, PlanLevel level, boolean recurring) {
        return page(accountOf(learner), learner.email(), level, recurring);
    }

    String page(UUID account, String email, PlanLevel level, boolean recurring) {
        var offer = new PlanOffer(level, level.catalogueDays(), PRICES.get(level), "usd");
        try {
            return SERVICE.part(PaymentGateway.class)
                    .open(new CheckoutOrder(account, email, offer, recurring, UUID.randomUUID().toString()))
                    .sessionId();
        } catch (Exception refused) {
            throw new AssertionError(refused);
        }
    }

    /** What happened since the last time, of these types; of every type if none is named. */
    List<String> happened(String... types) {
        var wanted = List.of(types);
        return deliveries.pending().stream().filter(event -> wanted.isEmpty() || wanted.contains(text(event, "type"))).toList();
    }

    /** Tells the service, in that order, and waits until it is applied. */
    void tell(List<String> events) {
        events.forEach(event -> assertThat(deliveries.deliver(event)).isEqualTo(200));
        applied(events);
    }

    void applied(List<String> events) {
        var ids = events.stream().map(event -> text(event, "id")).toList();
        assertThat(SERVICE.part(Inbox.class).await(ids, Duration.ofSeconds(60))).as(states().toString()).isTrue();
    }

    /** Waits until nothing is left to do of all that was ever told. */
    void settled() {
        await().atMost(120, SECONDS).until(() -> store.sql("""
                        SELECT NOT EXISTS (SELECT FROM inbox_message WHERE state = 'waiting') AND NOT EXISTS (
                               SELECT FROM event
                                WHERE name IN ('billing.PaymentReceived', 'billing.PaymentRefunded', 'billing.PaymentDisputed')
                                  AND (generation, xid, sequence) > (
                                      split_part(position, ':', 1)::integer, split_part(position, ':', 2)::xid8,
                                      split_part(position, ':', 3)::bigint))
                          FROM automation WHERE name = 'paid-plans'""")
                .query(Boolean.class).single());
    }

    List<String> states() {
        return store.sql("SELECT type || ' ' || state || coalesce(' ' || reason, '') FROM inbox_message ORDER BY id DESC LIMIT 20")
                .query(String.class).list();
    }

    String stateOf(String event) {
        return store.sql("SELECT state || coalesce(' ' || reason, '') FROM inbox_message WHERE event_id = ?").param(text(event, "id"))
                .query(String.class).single();
    }

    Answer verify(Learner learner, String session) {
        return learner.http().postNothing("/payment/verify-session/" + session);
    }

    JsonNode plan(Learner learner) {
        var answer = learner.http().get("/auth/userinfo/" + learner.email());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.node("plan");
    }

    void awaitPlan(Learner learner, String name) {
        await().atMost(30, SECONDS).until(() -> plan(learner).path("name").asString(), name::equals);
    }

    /** How many events of that name are in the learner's history. */
    int events(Learner learner, String name) {
        return store.sql("SELECT count(*) FROM event WHERE subject = ? AND name = ?").params(accountOf(learner), name)
                .query(Integer.class).single();
    }

    /** The metadata of the newest event of that name in the learner's history. */
    String metadata(Learner learner, String name) {
        return store.sql("""
                        SELECT convert_from(metadata, 'UTF8') FROM event WHERE subject = ? AND name = ?
                         ORDER BY generation DESC, xid DESC, sequence DESC LIMIT 1""")
                .params(accountOf(learner), name).query(String.class).single();
    }

    static String text(String event, String field) {
        return JSON.readTree(event).path(field).asString();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "shop-");
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
