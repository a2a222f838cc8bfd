package studio.dictation.app.commandbus;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import studio.dictation.app.metrics.CommandMeters;

/**
 * Sends a command again, in a new transaction and with a fresh load, when somebody else has appended to its aggregate in
 * between. What still conflicts after the last attempt is the caller's to hear.
 */
public final class ConflictRetry extends ForwardingBus {
    private static final int ATTEMPTS = 8;
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final CommandMeters meters;

    /** Around a bus that handles commands on the caller's thread. */
    public ConflictRetry(CommandBus bus, CommandMeters meters) {
        super(bus);
        this.meters = meters;
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        long began = System.nanoTime();
        this.<C, R>attempt(command, (message, result) -> {
            meters.ended(message, result, System.nanoTime() - began);
            callback.onResult(message, result);
        }, 1);
    }

    private <C, R> void attempt(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback, int number) {
        this.<C, R>forward(command, (message, result) -> {
            if (number < ATTEMPTS && isConflict(result)) {
                meters.retried(command, DecidedFromMemory.isDoubt(result.exceptionResult()));
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
                attempt(DecidedFromMemory.never(command), callback, number + 1);
            } else {
                callback.onResult(message, result);
            }
        });
    }

    private static boolean isConflict(CommandResultMessage<?> result) {
        return result.isExceptional()
                && (result.exceptionResult() instanceof ConcurrencyException
                        || result.exceptionResult() instanceof AggregateStreamCreationException);
    }
}
