package studio.dictation.app.tracing;

import io.opentelemetry.api.trace.StatusCode;
import studio.dictation.eventstore.SignallingEventStore;

/** A span for every append to the event store. */
public final class TracedAppends implements SignallingEventStore.Around {
    private final Traces traces;

    public TracedAppends(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void append(int events, Runnable append) {
        var span = traces.span("append").setAttribute("db.system.name", "postgresql").setAttribute("dictation.events", events).startSpan();
        try {
            append.run();
        } catch (RuntimeException failure) {
            span.setAttribute("error.type", failure.getClass().getSimpleName()).setStatus(StatusCode.ERROR);
            throw failure;
        } finally {
            span.end();
        }
    }
}
