package studio.dictation.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.metrics.Backlogs.Place;
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
    private final RebuildProgress rebuilds;

    public StateCollector(Backlogs backlogs, RebuildProgress rebuilds) {
        this.backlogs = backlogs;
        this.rebuilds = rebuilds;
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
        backlogs.segments().forEach((place, standing) -> letters.with(standing.letters(), where(place)));
        var events = new Gauge("dictation_projection_lag_events", "Events behind a segment, by sequence number from %d on."
                .formatted(Backlogs.MOST_COUNTED));
        var seconds = new Gauge("dictation_projection_lag_seconds", "Age of the oldest event behind a segment.");
        backlogs.lags().forEach((place, lag) -> {
            events.with(lag.events(), where(place));
            seconds.with(seconds(lag.time()), where(place));
        });
        told.metricSnapshot(letters.told()).metricSnapshot(events.told()).metricSnapshot(seconds.told());
    }

    private static String[] where(Place place) {
        return new String[] {PROJECTION, place.projection(), "segment", Integer.toString(place.segment())};
    }

    private void rebuilds(MetricSnapshots.Builder told) {
        Map<String, RebuildProgress.Running> running = new HashMap<>();
        rebuilds.running().forEach(one -> running.put(one.projection(), one));
        told.metricSnapshot(new Gauge("dictation_rebuild_running", "Whether a projection is being rebuilt.")
                .each(NAMES, name -> running.containsKey(name) ? 1 : 0, PROJECTION, name -> name)
                .told());
        told.metricSnapshot(new Gauge("dictation_rebuild_progress_ratio", "Part of the events that a rebuild has processed.")
                .each(NAMES, name -> part(running.get(name)), PROJECTION, name -> name)
                .told());
        told.metricSnapshot(new Gauge("dictation_rebuild_processed_events", "Events that a rebuild has processed.")
                .each(NAMES, name -> Optional.ofNullable(running.get(name)).map(RebuildProgress.Running::processed).orElse(0L),
                        PROJECTION, name -> name)
                .told());
    }

    private static double part(RebuildProgress.@Nullable Running running) {
        return running == null ? 0 : (double) running.processed() / Math.max(1, running.total());
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
                .with(waiting.inbox().messages())
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
