package studio.dictation.app.axonserver;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.app.commandbus.ForwardingBus;
import studio.dictation.app.web.Failures;
import studio.dictation.app.web.Problems;
import studio.dictation.command.kernel.Rejection;

/** Decides on commands that Axon Server brings, and answers failures in a form that travels. */
final class DecidingBus extends ForwardingBus {
    private static final Logger LOG = LoggerFactory.getLogger(DecidingBus.class);

    private final Problems problems;
    private int underWay;

    /** Around a bus that handles commands on the caller's thread. */
    DecidingBus(CommandBus bus, Problems problems) {
        super(bus);
        this.problems = problems;
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        begin();
        try {
            this.<C, R>forward(command, (message, result) -> callback.onResult(message, result.isExceptional()
                    ? GenericCommandResultMessage.<R>asCommandResultMessage(carried(command, result))
                    : result));
        } finally {
            end();
        }
    }

    /** Waits until nothing is being decided any more. */
    synchronized void awaitDecided(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); underWay > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void begin() {
        underWay++;
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    private CommandExecutionException carried(CommandMessage<?> command, CommandResultMessage<?> result) {
        var failure = result.exceptionResult();
        var carried = Failures.find(failure, Rejection.class).map(CarriedFailure::of)
                .or(() -> Failures.find(failure, AggregateNotFoundException.class).map(CarriedFailure::of))
                .orElseGet(() -> CarriedFailure.of(problems.of(failure)));
        if (carried.isBug()) {
            // Its message may quote an event, which holds personal data.
            LOG.error("Command {} failed: {}", command.getCommandName(), failure.getClass().getName());
        }
        return new CommandExecutionException(carried.code(), null, carried);
    }
}
