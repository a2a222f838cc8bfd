package studio.dictation.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Many calls of one request over 16 connections. */
final class HttpReads {
    private static final int CALLERS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;

    private final HttpClient http;
    private final Supplier<HttpRequest> requests;
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final List<Double> rates = new ArrayList<>();

    HttpReads(HttpClient http, HttpRequest request) {
        this(http, () -> request);
    }

    /** A request that is made anew each time, by several callers at once. */
    HttpReads(HttpClient http, Supplier<HttpRequest> requests) {
        this.http = http;
        this.requests = requests;
    }

    /** Measures requests in turns, so that a slow moment of the machine strikes all of them. */
    static void measure(HttpReads... reads) throws Exception {
        for (var each : reads) {
            each.round(WARM_UP);
            each.nanos.clear();
            each.rates.clear();
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (var each : reads) {
                each.round(ROUND);
            }
        }
    }

    /** The body of the answer, which has to be a good one. */
    String answer() throws Exception {
        var answer = http.send(requests.get(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("HTTP " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Median of the rounds. */
    double perSecond() {
        var sorted = rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    String p99() {
        var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return Report.millis(sorted, 0.99);
    }

    private void round(Duration duration) throws Exception {
        rates.add(Load.perSecond(CALLERS, duration, (caller, random) -> {
            long begin = System.nanoTime();
            answer();
            nanos.add(System.nanoTime() - begin);
        }));
    }
}
