package studio.dictation.bench;

import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import studio.dictation.app.web.Queries;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** Saving and reading one dictation over HTTP, by learners who have done more or less before. */
final class Histories {
    private static final List<Integer> VIDEOS = List.of(1, 100, 1_000);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Histories() {}

    static void measure(ApplicationContext service, Report report) throws Exception {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<HttpReads> saves = new ArrayList<>();
            List<HttpReads> reads = new ArrayList<>();
            for (int videos : VIDEOS) {
                var learner = learnerOf(service, videos);
                var number = new AtomicInteger();
                saves.add(new HttpReads(http, () -> learner.saveOne(number.incrementAndGet())));
                reads.add(new HttpReads(http, learner.progress()));
            }
            HttpReads.measure(saves.toArray(HttpReads[]::new));
            rows("POST /user/progress", saves, report);
            HttpReads.measure(reads.toArray(HttpReads[]::new));
            rows("GET /user/progress", reads, report);
        }
    }

    private static HttpLearner learnerOf(ApplicationContext service, int videos) throws Exception {
        var learner = HttpLearner.another(service);
        var account = service.getBean(Queries.class).find(new GetAccount(learner.email()), AccountView.class).orElseThrow();
        var past = new Past(service);
        // The one that is measured makes the last.
        for (int i = 0; i < videos - 1; i++) {
            past.saved(account.accountId(), "bench", "past%07d".formatted(i), BEGIN.plusSeconds(3_600L * i));
        }
        past.end();
        return learner;
    }

    private static void rows(String what, List<HttpReads> measured, Report report) {
        for (int i = 0; i < VIDEOS.size(); i++) {
            report.row("%s per second over HTTP, 16 connections, learner of %,d videos".formatted(what, VIDEOS.get(i)),
                    Report.number(measured.get(i).perSecond()), "");
            report.row("  p99", measured.get(i).p99(), "");
        }
        var rates = measured.stream().mapToDouble(HttpReads::perSecond).summaryStatistics();
        report.row("  fastest ÷ slowest of the three, per second", Report.number(rates.getMax() / rates.getMin()), "≤ 1.5");
    }
}
