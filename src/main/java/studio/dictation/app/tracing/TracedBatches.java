package studio.dictation.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.serialization.SerializationException;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.engine.EngineObserver;

/** A span for every batch that a projection has written, in each of the traces that its events belong to. */
public final class TracedBatches implements EngineObserver {
    /** A batch has thousands of events in a replay, whose traces nobody looks at any more. */
    private static final int MOST_LINKS = 64;

    private final Traces traces;
    private final Clock clock;

    public TracedBatches(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void batchWritten(String projection, int segment, List<StoredEvent> events, long readNanos, long writeNanos) {
        byTrace(events).values().forEach(causes -> {
            var span = traces.span("project " + projection)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setParent(Context.root().with(Span.wrap(causes.getFirst())))
                    .setStartTimestamp(clock.instant().minusNanos(writeNanos))
                    .setAttribute("db.system.name", "redis")
                    .setAttribute("dictation.projection", projection)
                    .setAttribute("dictation.segment", segment)
                    .setAttribute("dictation.events", events.size());
            causes.forEach(span::addLink);
            span.startSpan().end();
        });
    }

    private static Optional<String> traceparent(StoredEvent event) {
        try {
            return event.said(CommandMetadata.TRACEPARENT);
        } catch (SerializationException unreadable) {
            // It waits as a dead letter, which says so itself.
            return Optional.empty();
        }
    }

    private static Map<String, List<SpanContext>> byTrace(List<StoredEvent> events) {
        return events.stream()
                .flatMap(event -> traceparent(event).stream())
                .distinct()
                .limit(MOST_LINKS)
                .flatMap(text -> Traces.linked(text).stream())
                .collect(Collectors.groupingBy(SpanContext::getTraceId, LinkedHashMap::new, Collectors.toList()));
    }
}
