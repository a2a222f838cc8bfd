package studio.dictation.query.engine;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ArrivalsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final Arrivals arrivals = new Arrivals();
    private final UUID event = UUID.randomUUID();
    private final Expected expected = new Expected("learners", 1, event);

    @Test
    void areVisibleIfAnnouncedBeforeOrAfterTheCallerBeganToWait() {
        var waiting = waitFor(expected);
        arrivals.announced(new Announcement("learners", 1, List.of(event), List.of()));
        assertThat(waiting.join()).isEqualTo(Arrivals.Result.VISIBLE);
        assertThat(arrivals.await(List.of(expected), Duration.ZERO)).isEqualTo(Arrivals.Result.VISIBLE);
        assertThat(arrivals.waitedFor()).isEmpty();
    }

    @Test
    void areParkedIfOneOfThemIs() {
        var other = new Expected("learners", 1, UUID.randomUUID());
        arrivals.announced(new Announcement("learners", 1, List.of(other.event()), List.of(event)));
        assertThat(arrivals.await(List.of(expected, other), LONG)).isEqualTo(Arrivals.Result.PARKED);
    }

    @Test
    void arePendingIfOneIsMissingOrShownByAnotherSegmentOnly() {
        arrivals.announced(new Announcement("learners", 0, List.of(event), List.of()));
        assertThat(arrivals.await(List.of(expected), Duration.ofMillis(1))).isEqualTo(Arrivals.Result.PENDING);
        assertThat(arrivals.waitedFor()).isEmpty();
    }

    @Test
    void neverKeepOthersWhoWaitForTheSameEventFromTheirs() {
        var patient = waitFor(expected);
        assertThat(arrivals.await(List.of(expected, expected), Duration.ofMillis(1))).isEqualTo(Arrivals.Result.PENDING);
        arrivals.found(expected, Arrivals.Result.VISIBLE);
        assertThat(patient).succeedsWithin(LONG).isEqualTo(Arrivals.Result.VISIBLE);
    }

    private CompletableFuture<Arrivals.Result> waitFor(Expected one) {
        var waiting = CompletableFuture.supplyAsync(() -> arrivals.await(List.of(one), LONG));
        await().until(() -> arrivals.waitedFor().contains(one));
        return waiting;
    }
}
