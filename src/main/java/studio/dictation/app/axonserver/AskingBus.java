package studio.dictation.app.axonserver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import studio.dictation.app.commandbus.ForwardingBus;
import studio.dictation.app.web.RequestRefused;

/**
 * Has Axon Server find who decides on a command, and makes of the answer what it would be here. Without an answer nobody knows whether
 * the command was carried out, as with any connection that breaks.
 */
final class AskingBus extends ForwardingBus {
    private static final Logger LOG = LoggerFactory.getLogger(AskingBus.class);
    private static final String UNREACHABLE = "Service temporarily unavailable";

    private final Duration patience;
    private final AtomicBoolean lost = new AtomicBoolean();

    /**
     * Around the connector's bus.
     *
     * @param patience how long an answer is waited for; longer than deciding may take
     */
    AskingBus(CommandBus routed, Duration patience) {
        super(routed);
        this.patience = patience;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of everything that can come of it
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        var answer = new CompletableFuture<CommandResultMessage<? extends R>>();
        this.<C, R>forward(command, (message, result) -> answer.complete(result));
        answer.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .handle((result, none) -> here(result, none))
                .thenAccept(result -> callback.onResult(command, result));
    }

    private <R> CommandResultMessage<? extends R> here(
            @Nullable CommandResultMessage<? extends R> result, @Nullable Throwable none) {
        if (result != null && !result.isExceptional()) {
            found();
            return result;
        }
        var failure = result == null ? none : result.exceptionResult();
        if (failure instanceof HandlerExecutionException decided
                && decided.getDetails().orElse(null) instanceof CarriedFailure carried) {
            found();
            return GenericCommandResultMessage.asCommandResultMessage(carried.here());
        }
        // Out of reach, without anybody who decides, or gone in the middle of it.
        if (lost.compareAndSet(false, true)) {
            LOG.warn("Axon Server answers no commands: {}", failure == null
                    ? "nothing was heard"
                    : NestedExceptionUtils.getMostSpecificCause(failure).getClass().getName());
        }
        return GenericCommandResultMessage.asCommandResultMessage(RequestRefused.unavailable(UNREACHABLE));
    }

    private void found() {
        if (lost.compareAndSet(true, false)) {
            LOG.info("Axon Server answers commands again");
        }
    }
}
