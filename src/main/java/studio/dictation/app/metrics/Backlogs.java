package studio.dictation.app.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.dictation.app.automation.Automations;
import studio.dictation.app.billing.Inbox;
import studio.dictation.app.expiry.PlanTimers;
import studio.dictation.app.ledger.Sealer;
import studio.dictation.app.rebuild.Overview;
import studio.dictation.app.rebuild.ProjectionView;
import studio.dictation.app.rebuild.ProjectionsView;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.HorizonHealth;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.RedisDatabases;

/**
 * What waits in the stores. Each is asked at most every five seconds, with some short queries that stop counting somewhere; a store that hasn't answered within two seconds counts as one that doesn't answer.
 */
public final class Backlogs {
    /** What waits for an automation or in the inbox is counted no further. */
    static final int MOST_COUNTED = 10_000;

    private static final Duration AGE = Duration.ofSeconds(5);

    private final EventReader events;
    private final Clock clock;
    private final Kept<Boolean> redis;
    private final Kept<Set<String>> unreadable;
    private final Kept<ProjectionsView> projections;
    private final Kept<Waiting> waiting;

    /** Asks nobody yet. */
    public Backlogs(Horizon horizon, EventReader events, Clock clock, RedisDatabases redis, ProjectionEngine engine,
            Overview overview, Automations automations, Inbox inbox, PlanTimers timers, Sealer sealer) {
        this.events = events;
        this.clock = clock;
        this.redis = new Kept<>("Redis", AGE, redis::answers);
        this.unreadable = new Kept<>("Which projections can be read", AGE, () -> engine.unavailable().keySet());
        this.projections = new Kept<>("How far projections are", AGE, overview::all);
        this.waiting = new Kept<>("What waits in PostgreSQL", AGE, () -> new Waiting(
                horizon.look(),
                inbox.backlog(MOST_COUNTED),
                lagging(automations.positions()),
                timers.overdue(),
                sealer.oldestUnsealed().orElse(Duration.ZERO),
                sealer.isRefusing()));
    }

    /** Looks at what keeps the horizon back. */
    @FunctionalInterface
    public interface Horizon {
        /** Asks PostgreSQL. */
        HorizonHealth look();
    }

    /**
     * How far somebody is behind.
     *
     * @param events how many events; counted to {@value #MOST_COUNTED}, beyond that by their sequence numbers
     * @param time   since the first of them was decided
     */
    public record Lag(long events, Duration time) {}

    /**
     * What waits in PostgreSQL.
     *
     * @param horizon     which transactions keep readers back
     * @param inbox       what the payment provider told
     * @param automations name → how far it is behind
     * @param timers      how late plans are looked at whose end has come
     * @param unsealed    age of the oldest entry of the ledger that is not sealed
     * @param refusing    whether nothing is sealed because of what stands there
     */
    public record Waiting(
            HorizonHealth horizon,
            Inbox.Backlog inbox,
            Map<String, Lag> automations,
            Duration timers,
            Duration unsealed,
            boolean refusing) {}

    /** Asks all at once, so that whoever reads them one after the other waits once. */
    void ask() {
        List.of(redis, unreadable, projections, waiting).forEach(Kept::ask);
    }

    /** What waits in PostgreSQL; nothing while that doesn't answer. */
    public Optional<Waiting> waiting() {
        return waiting.get();
    }

    /** Whether Redis answers. */
    boolean isRedisUp() {
        return redis.get().orElse(false);
    }

    /** Whether a projection can be read truly; none can while that can't be looked up. */
    boolean isReadable(String projection) {
        return unreadable.get().filter(names -> !names.contains(projection)).isPresent();
    }

    /** How far projections and their rebuilds are; nothing while a store doesn't answer that knows it. */
    List<ProjectionView> projections() {
        return projections.get().map(ProjectionsView::projections).orElse(List.of());
    }

    /** Most stand at the same position, which is asked for once. */
    private Map<String, Lag> lagging(Map<String, EventPosition> positions) {
        Map<EventPosition, Lag> known = new HashMap<>();
        Map<String, Lag> lags = new HashMap<>();
        positions.forEach((automation, position) -> lags.put(automation, known.computeIfAbsent(position, this::behind)));
        return lags;
    }

    private Lag behind(EventPosition position) {
        var behind = events.behind(position, MOST_COUNTED);
        long count = behind.events() < MOST_COUNTED
                ? behind.events()
                : Math.max(MOST_COUNTED, events.head().sequence() - position.sequence());
        var oldest = behind.first();
        var age = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return new Lag(count, age.isNegative() ? Duration.ZERO : age);
    }
}
