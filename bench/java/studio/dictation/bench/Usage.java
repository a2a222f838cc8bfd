package studio.dictation.bench;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.web.Queries;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.Role;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** The figures of a month over HTTP, with a few users and with fifty times as many. */
final class Usage {
    private static final int FEW = 1_000;
    private static final int MANY = 50_000;
    private static final int DAYS = 30;

    private final ApplicationContext service;
    private final HttpLearner admin;
    private int users;

    private Usage(ApplicationContext service) throws Exception {
        this.service = service;
        this.admin = HttpLearner.another(service);
        var account = service.getBean(Queries.class).find(new GetAccount(admin.email()), AccountView.class).orElseThrow();
        service.getBean(CommandGateway.class).sendAndWait(new GrantRole(account.accountId(), Role.ADMIN));
        new Past(service).end();
    }

    static void measure(ApplicationContext service, Report report) throws Exception {
        var usage = new Usage(service);
        var few = usage.with(FEW, report);
        var many = usage.with(MANY, report);
        report.row("  few ÷ many users, per second", Report.number(few / many), "≤ 1.5");
    }

    private double with(int wanted, Report report) throws Exception {
        var past = new Past(service);
        var today = Instant.now();
        for (; users < wanted; users++) {
            var account = UUID.randomUUID();
            var day = today.minus(Duration.ofDays(users % DAYS));
            past.registered(account, day);
            past.saved(account, "bench", "past%07d".formatted(users % 100), day);
        }
        past.end();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var reads = new HttpReads(http, admin.read("/user/usage-stats?days=" + DAYS));
            HttpReads.measure(reads);
            report.row("GET /user/usage-stats?days=%d per second over HTTP, 16 connections, %,d users".formatted(DAYS, wanted),
                    Report.number(reads.perSecond()), "");
            report.row("  p99", reads.p99(), "");
            return reads.perSecond();
        }
    }
}
