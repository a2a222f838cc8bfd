package studio.dictation.app.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.app.acts.AdminActs.Outcome;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Checks;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.DeadLetters;
import studio.dictation.query.engine.ProjectionEngine;

/**
 * Looks at dead letters, tries them and gives them up. Whatever is more than a look or a rehearsal is recorded, before it begins and with
 * its outcome.
 */
@Component
public class DeadLetterActs {
    /** The acts as they are recorded. */
    public static final String RETRY = "retry-dead-letter";

    public static final String RETRY_ALL = "retry-dead-letters";
    public static final String DISCARD = "discard-dead-letter";

    private static final int SEQUENCES = 100;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ProjectionEngine engine;
    private final AdminActs acts;
    private final Clock clock;

    DeadLetterActs(ProjectionEngine engine, AdminActs acts, Clock clock) {
        this.engine = engine;
        this.acts = acts;
        this.clock = clock;
    }

    /** What waits behind the cursor, or from the beginning; {@code most} at most. */
    public Listed list(String projection, @Nullable String cursor, int most) {
        var letters = of(projection);
        requireGivenOut(cursor);
        return Listed.of(letters.page(cursor, most), clock.instant());
    }

    /** Tries a sequence; nothing if the event doesn't wait. */
    public Optional<Tried> retry(UUID actor, String projection, UUID event, @Nullable String reason, boolean dryRun) {
        var letters = of(projection);
        Supplier<Optional<Tried>> retry = () -> letters.retry(event, dryRun).map(retried -> Tried.of(event, retried));
        return dryRun ? retry.get() : acts.recorded(actor, RETRY, event.toString(), reason, retry, tried -> outcome(projection, tried));
    }

    /** Tries many sequences, those behind the cursor or from the beginning. */
    public TriedAll retryAll(UUID actor, String projection, @Nullable String cursor, @Nullable String reason, boolean dryRun) {
        var letters = of(projection);
        requireGivenOut(cursor);
        Supplier<TriedAll> retry = () -> TriedAll.of(letters.retryAll(dryRun, cursor, SEQUENCES, LONGEST));
        return dryRun ? retry.get() : acts.recorded(actor, RETRY_ALL, projection, reason, retry, tried -> new Outcome(AdminActs.DONE,
                "%d applied, %d of %d sequences still wait".formatted(tried.applied(), tried.parked(), tried.results().size())));
    }

    /** Gives an event up, and tries what waited behind it; nothing if the event doesn't wait. */
    public Optional<Tried> discard(UUID actor, String projection, UUID event, String reason) {
        var letters = of(projection);
        return acts.recorded(actor, DISCARD, event.toString(), reason,
                () -> letters.discard(event).map(retried -> Tried.of(event, retried)), tried -> outcome(projection, tried));
    }

    private DeadLetters of(String projection) {
        if (Projections.ALL.stream().noneMatch(known -> known.name().equals(projection))) {
            throw RequestRefused.notFound("Projection not found");
        }
        return engine.deadLetters(projection);
    }

    private static void requireGivenOut(@Nullable String cursor) {
        new Checks()
                .that(cursor == null || DeadLetters.isCursor(cursor), "cursor", "is none that was given out")
                .orRefuse();
    }

    private static Outcome outcome(String projection, Optional<Tried> tried) {
        return tried.map(result -> new Outcome(
                        result.isGone() ? AdminActs.REFUSED : AdminActs.DONE,
                        "%s: %d applied, %d still wait%s".formatted(projection, result.applied(), result.waiting(),
                                result.error() == null ? "" : ", " + result.error())))
                .orElseGet(() -> new Outcome(AdminActs.REFUSED, projection + ": does not wait"));
    }
}
