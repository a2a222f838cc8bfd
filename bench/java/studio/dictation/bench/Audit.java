package studio.dictation.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.events.billing.CheckoutStarted;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.query.audit.FindOwner;
import studio.dictation.query.audit.GetStateAt;
import studio.dictation.query.audit.OwnerView;
import studio.dictation.query.audit.StateView;

/** Billing history over HTTP: a table of a very long one, and how a long membership stood. */
final class Audit {
    private static final int MEMBERSHIP = 1_000;
    private static final int PER_GRANT = 1_000;
    private static final int ROUNDS = 200;

    private final ApplicationContext service;
    private final HttpLearner admin;
    private final Queries queries;
    /** Nothing of it is over while it is measured: the end of a plan would be noted. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Audit(ApplicationContext service) throws Exception {
        this.service = service;
        this.admin = HttpLearner.another(service);
        this.queries = service.getBean(Queries.class);
        service.getBean(CommandGateway.class).sendAndWait(new GrantRole(owner(admin), Role.ADMIN));
        new Past(service).end();
    }

    static void measure(ApplicationContext service, int entries, Report report) throws Exception {
        var audit = new Audit(service);
        audit.export(entries, report);
        audit.stateAt(report);
    }

    private void export(int entries, Report report) throws Exception {
        var learner = shopper(entries);
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(); var heap = new Heap()) {
            var request = admin.read("/admin/billing/" + learner.email() + "/history?format=csv");
            long begin = System.nanoTime();
            var answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The export was answered with " + answer.statusCode());
            }
            long rows;
            try (var body = answer.body()) {
                rows = lines(body) - 1;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (rows != entries) {
                throw new IllegalStateException("%,d rows of %,d entries".formatted(rows, entries));
            }
            report.row("history export as CSV, %,d entries, rows per second".formatted(entries),
                    Report.number(rows / seconds), "");
            report.row("  most heap in use after a collection meanwhile", heap.mostAfterCollection() / (1 << 20) + " MiB", "flat");
        }
    }

    private void stateAt(Report report) throws Exception {
        var learner = HttpLearner.another(service);
        var account = owner(learner);
        var past = new Past(service);
        for (int i = 0; i < MEMBERSHIP; i++) {
            granted(past, account, i);
        }
        past.end();
        var question = new GetStateAt(account, now.plus(Duration.ofDays(10_000)));
        var nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            if (queries.get(question, StateView.class).entries() != MEMBERSHIP) {
                throw new IllegalStateException("Not all of the membership was there");
            }
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        report.row("state at an instant of a membership of %,d events, p50".formatted(MEMBERSHIP), Report.millis(nanos, 0.5), "ms");
        report.row("  p99", Report.millis(nanos, 0.99), "");
    }

    /** Somebody who opened a page to pay on very often, and was given a day now and then. */
    private HttpLearner shopper(int entries) throws Exception {
        var learner = HttpLearner.another(service);
        var account = owner(learner);
        var past = new Past(service);
        for (int i = 0; i < entries; i++) {
            if (i % PER_GRANT == 0) {
                granted(past, account, i / PER_GRANT);
            } else {
                var session = "cs_" + account + "_" + i;
                past.happened("checkout:" + session, 0, new CheckoutStarted(
                        account, session, "Basic", 30, 299, "usd", false, now.plusSeconds(i)));
            }
        }
        past.end();
        return learner;
    }

    private void granted(Past past, UUID account, int number) {
        var at = now.plusSeconds(number);
        var expiresAt = now.plus(Duration.ofDays(number + 1L));
        past.happened("membership:" + account, number, new PlanGranted(account, new UUID(number, 1), "Basic", 1, "admin",
                null, null, at, new PlanOutcome("Basic", expiresAt, false, null, null), at));
    }

    private UUID owner(HttpLearner learner) {
        return queries.find(new FindOwner(learner.email()), OwnerView.class).orElseThrow().accountId();
    }

    private static long lines(InputStream body) throws IOException {
        var buffer = new byte[1 << 16];
        long lines = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            for (int at = 0; at < read; at++) {
                lines += buffer[at] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    /** Watches what is left in use by collections, from a first one on. */
    private static final class Heap implements AutoCloseable, NotificationListener {
        private final AtomicLong most = new AtomicLong();

        Heap() {
            System.gc();
            ManagementFactory.getGarbageCollectorMXBeans().forEach(collector ->
                    ((NotificationEmitter) collector).addNotificationListener(this, null, null));
        }

        @Override
        public void handleNotification(Notification notification, Object handback) {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
                long used = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> !pool.getKey().contains("Metaspace") && !pool.getKey().startsWith("CodeHeap")
                                && !pool.getKey().startsWith("Compressed") && !pool.getKey().startsWith("CodeCache"))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
                most.accumulateAndGet(used, Math::max);
            }
        }

        long mostAfterCollection() {
            System.gc();
            return most.get();
        }

        @Override
        public void close() throws ListenerNotFoundException {
            for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                ((NotificationEmitter) collector).removeNotificationListener(this);
            }
        }
    }
}
