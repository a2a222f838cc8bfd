package studio.dictation.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.eventstore.SignallingEventStore;

/** Counts commands by what became of them, and how long storing their events takes. */
public final class CommandMeters implements SignallingEventStore.Around {
    private static final String COMMAND = "command";
    private static final String OUTCOME = "outcome";
    private static final String CONFLICT = "conflict";
    private static final String FAILED = "failed";
    private static final int DEEPEST = 10;
    private static final Duration[] STEPS = Steps.millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000);

    private final MeterRegistry meters;
    // Each command asks for two of them: to put names together and look them up takes as long as to decide.
    private final Map<Ended, Timer> ended = new ConcurrentHashMap<>();
    private final Map<String, Timer> appends = new ConcurrentHashMap<>();

    private record Ended(Class<?> command, String outcome) {}

    public CommandMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * A command is sent again.
     *
     * @param doubted whether nobody was in its way, but it was decided on what is only remembered
     */
    public void retried(CommandMessage<?> command, boolean doubted) {
        meters.counter("dictation.command.retries", COMMAND, name(command), "reason", doubted ? "memory" : CONFLICT).increment();
    }

    /** This is what became of a command in the end, after so many nanoseconds. */
    public void ended(CommandMessage<?> command, CommandResultMessage<?> result, long nanos) {
        var outcome = result.isExceptional() ? outcome(result.exceptionResult()) : "accepted";
        ended.computeIfAbsent(new Ended(command.getPayloadType(), outcome),
                        one -> meters.timer("dictation.commands", COMMAND, name(command), OUTCOME, outcome))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void append(int events, Runnable append) {
        long began = System.nanoTime();
        var outcome = FAILED;
        try {
            append.run();
            outcome = "stored";
        } catch (ConcurrencyException | AggregateStreamCreationException conflict) {
            outcome = CONFLICT;
            throw conflict;
        } finally {
            appends.computeIfAbsent(outcome, one -> Steps.timer("dictation.append", STEPS).tag(OUTCOME, one).register(meters))
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private static String outcome(Throwable failure) {
        if (caused(failure, Rejection.class)) {
            return "refused";
        }
        return caused(failure, ConcurrencyException.class) || caused(failure, AggregateStreamCreationException.class) ? CONFLICT : FAILED;
    }

    private static boolean caused(@Nullable Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST).anyMatch(type::isInstance);
    }

    private static String name(CommandMessage<?> command) {
        return command.getPayloadType().getSimpleName();
    }
}
