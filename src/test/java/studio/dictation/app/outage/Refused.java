package studio.dictation.app.outage;

import java.time.Duration;
import java.util.function.Supplier;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** How a request is answered that needs a store which is away. */
final class Refused {
    private Refused() {}

    /** With 503, when to come again, and nothing of what went wrong inside. */
    static void within(Duration patience, Supplier<Answer> request) {
        long asked = System.nanoTime();
        var answer = request.get();
        var waited = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.text()).doesNotContain("Exception", "127.0.0.1", "postgres", "redis");
        assertThat(waited).isLessThan(patience);
    }
}
