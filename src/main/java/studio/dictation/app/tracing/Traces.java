package studio.dictation.app.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.settings.ObservationSettings;

/**
 * Makes spans and sends them to the operator's receiver, by and by and beside the work: what the receiver doesn't take in time is
 * dropped. A context is written as the text of W3C's {@code traceparent}, and only while its trace is recorded.
 */
public final class Traces implements AutoCloseable {
    private static final String SERVICE = "dictation-studio";
    private static final Duration SEND_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 4_096;
    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> TEXT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    };

    /** The header of a request. */
    static final String HEADER = "traceparent";

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param node name of this process among all that share the stores */
    public Traces(ObservationSettings.Traces settings, String node) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint() + "/v1/traces")
                .setTimeout(PATIENCE)
                .setConnectTimeout(PATIENCE)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), SERVICE, AttributeKey.stringKey("service.instance.id"), node))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SEND_EVERY)
                        .setMaxQueueSize(MOST_WAITING)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
        this.tracer = provider.get(SERVICE);
    }

    /** Sends what waits, for a moment. */
    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    SpanBuilder span(String name) {
        return tracer.spanBuilder(name);
    }

    /** The context that a text stands for; none if it is no {@code traceparent}. */
    static Context parse(@Nullable String traceparent) {
        return traceparent == null ? Context.root() : FORMAT.extract(Context.root(), traceparent, TEXT);
    }

    /** The span that a text stands for; nothing if it is no {@code traceparent}. */
    static Optional<SpanContext> linked(@Nullable String traceparent) {
        return Optional.of(Span.fromContext(parse(traceparent)).getSpanContext()).filter(SpanContext::isValid);
    }

    /** The text of what is under way on this thread, while that is recorded. */
    static Optional<String> current() {
        if (!Span.current().getSpanContext().isSampled()) {
            return Optional.empty();
        }
        Map<String, String> carrier = new HashMap<>();
        FORMAT.inject(Context.current(), carrier, (map, key, value) -> map.put(key, value));
        return Optional.ofNullable(carrier.get(HEADER));
    }
}
