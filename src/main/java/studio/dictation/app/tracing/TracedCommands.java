package studio.dictation.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.command.kernel.Rejection;

/**
 * A span for every attempt to carry a command out, transaction included; the events of it say which. What has no span around it, such as
 * an automation, goes on with the one that caused it.
 *
 * <p>Not an interceptor by type: Axon would find it and have it follow every command twice.
 */
public final class TracedCommands {
    private final Traces traces;

    public TracedCommands(Traces traces) {
        this.traces = traces;
    }

    /** Says on every command which span sent it; a dispatch interceptor. */
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> name(List<? extends CommandMessage<?>> messages) {
        return (index, command) -> Traces.current()
                .<CommandMessage<?>>map(sender -> command.andMetaData(Map.of(CommandMetadata.TRACEPARENT, sender)))
                .orElse(command);
    }

    /** Follows a command until its transaction has ended; a handler interceptor, around all that belongs to the decision. */
    @SuppressWarnings("MustBeClosedChecker") // closed with the unit of work
    public @Nullable Object follow(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        var command = unitOfWork.getMessage();
        var span = traces.span("command " + command.getPayloadType().getSimpleName()).setParent(parent(command)).startSpan();
        var scope = span.makeCurrent();
        unitOfWork.onRollback(ended -> failed(span, ended.getExecutionResult().getExceptionResult()));
        unitOfWork.onCleanup(ended -> {
            scope.close();
            span.end();
        });
        return chain.proceed();
    }

    /** What every event of a command that is followed carries; a provider of correlation data. */
    public Map<String, ?> carried(Message<?> command) {
        return Traces.current().map(span -> Map.of(CommandMetadata.TRACEPARENT, span)).orElse(Map.of());
    }

    private static Context parent(CommandMessage<?> command) {
        return Span.current().getSpanContext().isValid()
                ? Context.current()
                : Traces.parse((String) command.getMetaData().get(CommandMetadata.TRACEPARENT));
    }

    /** Its text may quote what somebody wrote; a refusal is an answer, not an error. */
    private static void failed(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setAttribute("error.type", failure.getClass().getSimpleName());
            span.setStatus(failure instanceof Rejection ? StatusCode.UNSET : StatusCode.ERROR);
        }
    }
}
