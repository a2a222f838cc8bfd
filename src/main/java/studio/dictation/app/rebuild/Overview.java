package studio.dictation.app.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.engine.Projection;
import studio.dictation.query.engine.ProjectionEngine;

/** Looks at projections: past what guards reads, so that it is no traffic and works while they can't be read. */
public final class Overview {
    /** As far as lag is counted event by event. */
    private static final int COUNTED = 100_000;

    private static final long LONG_AGO = Duration.ofSeconds(5).toNanos();
    private static final long LATELY = Duration.ofMillis(500).toNanos();

    private final List<Projection> projections;
    private final ProjectionEngine engine;
    private final EventReader reader;
    private final RebuildBook book;
    private final Clock clock;
    private final Map<String, Passed> passed = new ConcurrentHashMap<>();

    Overview(List<Projection> projections, ProjectionEngine engine, EventReader reader, RebuildBook book, Clock clock) {
        this.projections = List.copyOf(projections);
        this.engine = engine;
        this.reader = reader;
        this.book = book;
        this.clock = clock;
    }

    /** How fast a projection came on when it was looked at. */
    private record Passed(long at, long sequence, double perSecond) {}

    private record Lag(long events, long millis) {}

    /** All of them. */
    public ProjectionsView all() {
        var problems = engine.unavailable();
        return new ProjectionsView(
                clock.instant(),
                projections.stream().map(projection -> view(projection, problems.get(projection.name()))).toList());
    }

    /** One of them, if there is one of that name. */
    public Optional<ProjectionView> find(String name) {
        return projections.stream()
                .filter(projection -> projection.name().equals(name))
                .findAny()
                .map(projection -> view(projection, engine.unavailable().get(name)));
    }

    private ProjectionView view(Projection projection, @Nullable String problem) {
        var rebuild = book.last(projection.name()).map(RebuildView::of).orElse(null);
        try {
            return view(projection, problem, rebuild);
        } catch (RuntimeException outOfReach) {
            if (problem == null) {
                throw outOfReach;
            }
            // What keeps it from being read keeps it from being looked at, too.
            return unavailable(projection, problem, null, rebuild);
        }
    }

    private static ProjectionView unavailable(
            Projection projection, String problem, ProjectionView.@Nullable Kept kept, @Nullable RebuildView rebuild) {
        return new ProjectionView(
                projection.name(), projection.database(), null, null, "unavailable", problem, List.of(), 0, 0, 0, 0, kept, rebuild);
    }

    private ProjectionView view(Projection projection, @Nullable String problem, @Nullable RebuildView rebuild) {
        var generations = engine.generations(projection.name());
        var layout = generations.live();
        var kept = generations.kept()
                .map(one -> new ProjectionView.Kept(one.since(), one.epoch()))
                .orElse(null);
        if (layout == null) {
            return unavailable(projection, problem == null ? "its data is lost" : problem, kept, rebuild);
        }
        var head = reader.head();
        Map<String, Lag> lags = new HashMap<>();
        List<ProjectionView.Segment> segments = new ArrayList<>();
        EventPosition least = null;
        for (var standing : generations.segments(layout)) {
            var text = standing.position();
            var position = text == null ? null : EventPosition.parse(text);
            var lag = position == null ? new Lag(0, 0) : lags.computeIfAbsent(text, none -> lag(position, head));
            least = position != null && (least == null || position.compareTo(least) < 0) ? position : least;
            segments.add(new ProjectionView.Segment(
                    standing.segment(),
                    standing.owner(),
                    position == null ? null : new ProjectionView.Position(position.generation(), position.sequence()),
                    lag.events(),
                    lag.millis(),
                    standing.letters()));
        }
        return new ProjectionView(
                projection.name(),
                projection.database(),
                layout.epoch(),
                layout.version(),
                problem == null ? "live" : "filling",
                problem,
                segments,
                most(segments, ProjectionView.Segment::lagEvents),
                most(segments, ProjectionView.Segment::lagMillis),
                segments.stream().mapToInt(ProjectionView.Segment::deadLetters).sum(),
                perSecond(projection.name(), least == null ? 0 : least.sequence()),
                kept,
                rebuild);
    }

    private Lag lag(EventPosition position, EventPosition head) {
        var behind = reader.behind(position, COUNTED + 1);
        Instant first = behind.first();
        long events = behind.events() > COUNTED
                ? Math.max(behind.events(), head.sequence() - position.sequence())
                : behind.events();
        return new Lag(events, first == null ? 0 : Math.max(0, Duration.between(first, clock.instant()).toMillis()));
    }

    /** Looks that follow each other closely tell the same. */
    private double perSecond(String projection, long sequence) {
        long now = System.nanoTime();
        return passed.compute(projection, (name, before) -> {
                    if (before == null || now - before.at > LONG_AGO || sequence < before.sequence) {
                        return new Passed(now, sequence, 0);
                    }
                    return now - before.at < LATELY
                            ? before
                            : new Passed(now, sequence, (sequence - before.sequence) * 1e9 / (now - before.at));
                })
                .perSecond();
    }

    private static long most(List<ProjectionView.Segment> segments, ToLongFunction<ProjectionView.Segment> of) {
        return segments.stream().mapToLong(of).max().orElse(0);
    }
}
