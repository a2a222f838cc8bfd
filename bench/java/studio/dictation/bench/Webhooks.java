package studio.dictation.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.stripe.Deliveries;
import studio.dictation.app.stripe.LoopbackStripe;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Email;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.json.JsonMapper;

/** What Stripe tells over HTTP: how much of it is kept in a second, and how many payments are applied. */
final class Webhooks {
    private static final String KEY = "sk_test_bench";
    private static final String SECRET = "whsec_bench";
    private static final int SENDERS = 16;
    private static final int LEARNERS = 50;
    private static final int PAYMENTS_EACH = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApplicationContext service;
    private final LoopbackStripe stripe;
    private final Deliveries deliveries;
    private final AtomicInteger number = new AtomicInteger();

    private Webhooks(ApplicationContext service, LoopbackStripe stripe) {
        this.service = service;
        this.stripe = stripe;
        this.deliveries = stripe.deliveries(
                URI.create("http://127.0.0.1:%s/payment/webhook"
                        .formatted(service.getEnvironment().getProperty("local.server.port"))),
                SECRET);
    }

    /** A Stripe to sell with. */
    static LoopbackStripe stripe() {
        return LoopbackStripe.start(KEY);
    }

    /** The service's arguments to sell with it. */
    static List<String> arguments(LoopbackStripe stripe) {
        return List.of(
                "--STRIPE_SECRET_KEY=" + KEY,
                "--STRIPE_API_BASE=" + stripe.address(),
                "--STRIPE_SUCCESS_URL=http://127.0.0.1/paid",
                "--STRIPE_CANCEL_URL=http://127.0.0.1/plans",
                "--PLAN_PRICES=Basic=299,Pro=699,Premium=1199",
                "--STRIPE_WEBHOOK_SECRET=" + SECRET);
    }

    static void measure(ApplicationContext service, LoopbackStripe stripe, Report report) throws Exception {
        var webhooks = new Webhooks(service, stripe);
        webhooks.kept(WARM_UP);
        report.row("webhook deliveries kept per second, %d senders over HTTP".formatted(SENDERS),
                Report.number(webhooks.kept(ROUND)), "");
        report.row("payments told, fetched from a Stripe on loopback and stored, per second",
                Report.number(webhooks.applied()), "");
    }

    /** Of a kind that nothing follows from. */
    private double kept(Duration duration) throws Exception {
        return Load.perSecond(SENDERS, duration, (sender, random) -> send("""
                {"id":"evt_bench_%d","object":"event","type":"product.updated","created":%d,\
                "data":{"object":{"id":"prod_bench","object":"product"}}}"""
                .formatted(number.incrementAndGet(), stripe.books().now())));
    }

    private double applied() throws Exception {
        deliveries.pending();
        pay();
        var completed = deliveries.pending().stream()
                .filter(event -> text(event, "type").equals("checkout.session.completed"))
                .toList();
        long begin = System.nanoTime();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Callable<Void>> all = new ArrayList<>();
            completed.forEach(event -> all.add(() -> {
                send(event);
                return null;
            }));
            for (var sent : senders.invokeAll(all)) {
                sent.get();
            }
        }
        var ids = completed.stream().map(event -> text(event, "id")).toList();
        if (ids.size() != LEARNERS * PAYMENTS_EACH || !service.getBean(Inbox.class).await(ids, Duration.ofMinutes(5))) {
            throw new IllegalStateException("Not all payments were applied");
        }
        return ids.size() * 1e9 / (System.nanoTime() - begin);
    }

    private void pay() throws Exception {
        var gateway = service.getBean(PaymentGateway.class);
        var offer = new PlanOffer(PlanLevel.BASIC, PlanLevel.BASIC.catalogueDays(), 299L, "usd");
        for (int learner = 0; learner < LEARNERS; learner++) {
            var account = UUID.randomUUID();
            var email = "bench-" + account + "@example.org";
            service.getBean(CommandGateway.class).sendAndWait(
                    new RegisterAccount(account, new Email(email), "learner", "", null, Role.USER));
            for (int payment = 0; payment < PAYMENTS_EACH; payment++) {
                stripe.books().pay(gateway.open(new CheckoutOrder(account, email, offer, false, UUID.randomUUID().toString()))
                        .sessionId());
            }
        }
    }

    private void send(String event) {
        int status = deliveries.deliver(event);
        if (status != 200) {
            throw new IllegalStateException("A delivery was answered with " + status);
        }
    }

    private static String text(String event, String field) {
        return JSON.readTree(event).path(field).asString();
    }
}
