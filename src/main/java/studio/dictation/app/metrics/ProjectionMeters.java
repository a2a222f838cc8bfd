package studio.dictation.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.engine.EngineObserver;
import studio.dictation.query.engine.Projection;

/** Measures the batches of projections, and counts what happens to their data. */
public final class ProjectionMeters implements EngineObserver {
    private static final String PROJECTION = "projection";
    private static final Duration[] STEPS = Steps.millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000);

    private final MeterRegistry meters;
    private final Map<String, OfOne> known;

    /** Figures of these projections, and of no other. */
    public ProjectionMeters(List<Projection> projections, MeterRegistry meters) {
        this.meters = meters;
        this.known = projections.stream().map(Projection::name).collect(Collectors.toMap(Function.identity(), name -> new OfOne(
                DistributionSummary.builder("dictation.projection.batch.events").tag(PROJECTION, name).register(meters),
                Steps.timer("dictation.projection.read", STEPS).tag(PROJECTION, name).register(meters),
                Steps.timer("dictation.projection.write", STEPS).tag(PROJECTION, name).register(meters),
                meters.counter("dictation.projection.flips", PROJECTION, name),
                meters.counter("dictation.projection.segments.lost", PROJECTION, name))));
    }

    private record OfOne(DistributionSummary events, Timer read, Timer write, Counter flips, Counter segmentsLost) {}

    @Override
    public void batchWritten(String projection, int segment, List<StoredEvent> events, long readNanos, long writeNanos) {
        var one = of(projection);
        one.events().record(events.size());
        one.read().record(readNanos, TimeUnit.NANOSECONDS);
        one.write().record(writeNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void parked(String projection, String event) {
        meters.counter("dictation.projection.parked", PROJECTION, projection, "event", event).increment();
    }

    @Override
    public void flipped(String projection) {
        of(projection).flips().increment();
    }

    @Override
    public void segmentLost(String projection) {
        of(projection).segmentsLost().increment();
    }

    private OfOne of(String projection) {
        return Objects.requireNonNull(known.get(projection), projection);
    }
}
