package studio.dictation.app.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.command.feedback.GiveFeedback;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.report.ReportError;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The clock stands still: everything is sent at the same moment. */
class FreeMillisecondIT {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.040Z");
    private static final int MANY = 30;

    private final RunningService service = RunningService.shared();
    private final FreeMillisecond free = new FreeMillisecond(service.part(Commands.class), Clock.fixed(NOW, ZoneOffset.UTC));
    private final String email = service.learner().email();
    private final UUID ann = service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow().accountId();

    @Test
    void isGivenToOneOfThoseWhoWantItAndTheNextToTheOthers() {
        List<Instant> given;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> free.send(at -> give(at, "Message " + i)).at(), threads))
                    .toList();
            given = sent.stream().map(CompletableFuture::join).sorted().toList();
        }

        assertThat(given).isEqualTo(IntStream.range(0, MANY).mapToObj(NOW::plusMillis).toList());
    }

    @Test
    void isOfOneSortOfThingsAlone() {
        var reported = free.send(at -> new ReportError(at, ann, email, "Ann", new VideoRef("c", "dQw4w9WgX-_"), "C", "V", "other", "?"));

        assertThat(reported.at()).isEqualTo(NOW);
    }

    @Test
    void isNotTakenByWhatIsRefused() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> free.send(at -> give(at, " ")));
    }

    private GiveFeedback give(Instant at, String text) {
        return new GiveFeedback(at, ann, email, "Ann", text, List.of());
    }
}
