package studio.dictation.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import studio.dictation.app.metrics.Backlogs.Waiting;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Projection;

/**
 * What stands in the stores, told at every scrape. Not as gauges that are registered once: segments come and go, and what can't be
 * looked up has no value, instead of one that was true before.
 */
public final class StateCollector implements MultiCollector {
    private static final String PROJECTION = "projection";
    private static final List<String> NAMES = Projections.ALL.stream().map(Projection::name).toList();

    private final Backlogs backlogs;

    public StateCollector(Backlogs backlogs) {
        this.backlogs = backlogs;
    }

    @Override
    public MetricSnapshots collect() {
        backlogs.ask();
        var waiting = backlogs.waiting();
        var told = MetricSnapshots.builder();
        told.metricSnapshot(new Gauge("dictation_store_up", "Whether a store answers within two seconds.")
                .with(waiting.isPresent() ? 1 : 0, "store", "postgresql")
                .with(backlogs.isRedisUp() ? 1 : 0, "store", "redis")
                .told());
        projections(told);
        rebuilds(told);
        waiting.ifPresent(known -> waiting(told, known));
        return told.build();
    }

    private void projections(MetricSnapshots.Builder told) {
        told.metricSnapshot(new Gauge("dictation_projection_available", "Whether a projection can be read truly.")
                .each(NAMES, name -> backlogs.isReadable(name) ? 1 : 0, PROJECTION, name -> name)
                .told());
        var letters = new Gauge("dictation_projection_dead_letters", "Events that wait as dead letters in a segment.");
        var events = new Gauge("dictation_projection_lag_events", "Events behind a segment, from 100,000 on by sequence number.");
        var seconds = new Gauge("dictation_projection_lag_seconds", "Age of the oldest event behind a segment.");
        for (var projection : backlogs.projections()) {
            for (var segment : projection.segments()) {
                String[] where = {PROJECTION, projection.name(), "segment", Integer.toString(segment.segment())};
                letters.with(segment.deadLetters(), where);
                if (segment.position() != null) {
                    events.with((double) segment.lagEvents(), where);
                    seconds.with(seconds(Duration.ofMillis(segment.lagMillis())), where);
                }
            }
        }
        told.metricSnapshot(letters.told()).metricSnapshot(events.told()).metricSnapshot(seconds.told());
    }

    private void rebuilds(MetricSnapshots.Builder told) {
        var running = new Gauge("dictation_rebuild_running", "Whether a projection is being rebuilt.");
        var ratio = new Gauge("dictation_rebuild_progress_ratio", "Part of the events that a rebuild has processed.");
        var processed = new Gauge("dictation_rebuild_processed_events", "Events that a rebuild has processed.");
        for (var projection : backlogs.projections()) {
            var rebuild = projection.rebuild();
            boolean runs = rebuild != null && rebuild.finishedAt() == null;
            running.with(runs ? 1 : 0, PROJECTION, projection.name());
            ratio.with(rebuild != null && runs ? (double) rebuild.processed() / Math.max(1, rebuild.total()) : 0, PROJECTION, projection.name());
            processed.with(rebuild != null && runs ? (double) rebuild.processed() : 0, PROJECTION, projection.name());
        }
        told.metricSnapshot(running.told()).metricSnapshot(ratio.told()).metricSnapshot(processed.told());
    }

    private static void waiting(MetricSnapshots.Builder told, Waiting waiting) {
        told.metricSnapshot(new Gauge("dictation_horizon_age_seconds",
                        "For how long the oldest transaction has been open that readers can't see beyond.")
                .with(seconds(waiting.horizon().oldest().flatMap(oldest -> Optional.ofNullable(oldest.age())).orElse(Duration.ZERO)))
                .told());
        told.metricSnapshot(new Gauge("dictation_prepared_transactions", "Transactions prepared for two-phase commit.")
                .with(waiting.horizon().prepared().size())
                .told());
        told.metricSnapshot(new Gauge("dictation_inbox_waiting", "News of payments that wait to be applied.")
                .with((double) waiting.inbox().messages())
                .told());
        told.metricSnapshot(new Gauge("dictation_inbox_oldest_seconds", "How long the oldest of them has waited.")
                .with(seconds(waiting.inbox().oldest().orElse(Duration.ZERO)))
                .told());
        told.metricSnapshot(new Gauge("dictation_ledger_unsealed_seconds", "Age of the oldest entry of the ledger that is not sealed.")
                .with(seconds(waiting.unsealed()))
                .told());
        told.metricSnapshot(new Gauge("dictation_ledger_refusing", "Whether nothing is sealed until the ledger is verified.")
                .with(waiting.refusing() ? 1 : 0)
                .told());
        told.metricSnapshot(new Gauge("dictation_plan_timers_overdue_seconds", "How late plans are looked at whose end has come.")
                .with(seconds(waiting.timers()))
                .told());
        var automations = waiting.automations().entrySet();
        told.metricSnapshot(new Gauge("dictation_automation_lag_events", "Events behind an automation.")
                .each(automations, one -> one.getValue().events(), "automation", Map.Entry::getKey)
                .told());
        told.metricSnapshot(new Gauge("dictation_automation_lag_seconds", "Age of the oldest event behind an automation.")
                .each(automations, one -> seconds(one.getValue().time()), "automation", Map.Entry::getKey)
                .told());
    }

    private static double seconds(Duration duration) {
        return (double) duration.toMillis() / TimeUnit.SECONDS.toMillis(1);
    }

    /** Values of one name. */
    private static final class Gauge {
        private final GaugeSnapshot.Builder values;

        Gauge(String name, String help) {
            values = GaugeSnapshot.builder().name(name).help(help);
        }

        Gauge with(double value, String... labels) {
            values.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
            return this;
        }

        <T> Gauge each(Collection<T> all, Function<T, ? extends Number> value, String label, Function<T, String> named) {
            all.forEach(one -> with(value.apply(one).doubleValue(), label, named.apply(one)));
            return this;
        }

        GaugeSnapshot told() {
            return values.build();
        }
    }
}
