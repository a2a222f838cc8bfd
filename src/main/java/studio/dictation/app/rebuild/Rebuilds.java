package studio.dictation.app.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.acts.ActRefused;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.engine.Projection;
import studio.dictation.query.engine.ProjectionEngine;

/** What administrators have done to whole projections. Each act is recorded; whichever node may carries it out. */
public final class Rebuilds implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ProjectionEngine engine;
    private final RebuildBook book;
    private final AdminActs acts;
    private final Map<String, Integer> layouts = new LinkedHashMap<>();
    private final Map<String, RebuildWorker> workers = new LinkedHashMap<>();
    private final Map<RebuildWorker, Thread> running = new LinkedHashMap<>();
    private final Supplier<Map<String, RebuildWorker>> staff;
    private final Overview overview;

    /**
     * @param node    name of this node, new at every start
     * @param lease   how long a node that says nothing more is waited for before another goes on
     * @param keepFor how long the generation that was live before is kept
     */
    public Rebuilds(
            List<Projection> projections,
            ProjectionEngine engine,
            EventReader reader,
            JdbcClient jdbc,
            AdminActs acts,
            String node,
            Clock clock,
            Duration lease,
            Duration keepFor) {
        this.engine = engine;
        this.acts = acts;
        this.book = new RebuildBook(jdbc, node, lease);
        this.overview = new Overview(projections, engine, reader, book, clock);
        this.staff = () -> {
            Map<String, RebuildWorker> hired = new LinkedHashMap<>();
            projections.forEach(projection -> hired.put(
                    projection.name(),
                    new RebuildWorker(projection.name(), engine, reader, book, acts, clock, keepFor)));
            return hired;
        };
        projections.forEach(projection -> layouts.put(projection.name(), projection.layout()));
    }

    /** Carries out what is asked for from now on. */
    public synchronized void start() {
        workers.putAll(staff.get());
        workers.forEach((name, worker) ->
                running.put(worker, Thread.ofPlatform().name("rebuild-" + name).start(worker)));
    }

    /** Leaves rebuilds where they are; another node goes on. */
    @Override
    public synchronized void close() {
        running.keySet().forEach(RebuildWorker::stop);
        for (var thread : running.values()) {
            try {
                thread.join(STOP);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        running.clear();
        workers.clear();
    }

    /** How projections are doing. */
    public Overview overview() {
        return overview;
    }

    /** Whether there is a projection of that name. */
    public boolean isKnown(String projection) {
        return layouts.containsKey(projection);
    }

    /**
     * Has a projection filled from the first event on, beside the live data, which it replaces in the end.
     *
     * @param holdOnDifferences whether not to replace it if both differ
     * @throws ActRefused while another rebuild of it runs
     */
    public RebuildView rebuild(UUID actor, String projection, String reason, boolean holdOnDifferences) {
        return begun(actor, "rebuild", projection, reason, act ->
                begin(projection, Kind.REBUILD, holdOnDifferences, null, actor, reason, act));
    }

    /**
     * Has the generation that was live before brought up to date, and replace the live one.
     *
     * @throws ActRefused while a rebuild runs, or when none is kept that could be read
     */
    public RebuildView rollback(UUID actor, String projection, String reason) {
        return begun(actor, "rollback", projection, reason, act -> {
            var kept = engine.generations(projection)
                    .kept()
                    .orElseThrow(() -> new ActRefused("No generation of " + projection + " is kept"));
            if (!Integer.valueOf(kept.layout()).equals(layouts.get(projection))) {
                throw new ActRefused("The kept generation of " + projection + " is laid out by another build");
            }
            return begin(projection, Kind.ROLLBACK, false, kept.epoch(), actor, reason, act);
        });
    }

    /**
     * Leaves the running rebuild as it is for now.
     *
     * @throws ActRefused when none runs that can be paused
     */
    public RebuildView pause(UUID actor, String projection, @Nullable String reason) {
        return steered(actor, "pause", projection, reason, () -> book.pause(projection)
                .orElseThrow(() -> new ActRefused("No rebuild of " + projection + " can be paused now")));
    }

    /**
     * Goes on with a paused rebuild; lets one that holds go live all the same.
     *
     * @throws ActRefused when none is paused or holds
     */
    public RebuildView resume(UUID actor, String projection, @Nullable String reason) {
        return steered(actor, "resume", projection, reason, () -> book.resume(projection)
                .orElseThrow(() -> new ActRefused("No rebuild of " + projection + " is paused or holds")));
    }

    /**
     * Ends the running rebuild; the live data stays.
     *
     * @throws ActRefused when none runs, or it is about to go live
     */
    public RebuildView cancel(UUID actor, String projection, @Nullable String reason) {
        return steered(actor, "cancel", projection, reason, () -> {
            var cancelled = book.cancel(projection)
                    .orElseThrow(() -> new ActRefused("No rebuild of " + projection + " can be cancelled now"));
            acts.update(cancelled.act(), AdminActs.FAILED, "cancelled");
            return cancelled;
        });
    }

    private Rebuild begin(
            String projection, Kind kind, boolean hold, @Nullable String epoch, UUID actor, String reason, long act) {
        return book.begin(projection, kind, hold, epoch, actor, reason, act)
                .orElseThrow(() -> new ActRefused("A rebuild of " + projection + " is running"));
    }

    /** What began stays so in the record until it has ended. */
    private RebuildView begun(UUID actor, String act, String projection, String reason, Function<Long, Rebuild> beginning) {
        long id = acts.record(actor, act, projection, reason, AdminActs.BEGUN, null);
        try {
            var rebuild = beginning.apply(id);
            wake(projection);
            return RebuildView.of(rebuild);
        } catch (ActRefused refused) {
            acts.update(id, AdminActs.REFUSED, refused.getMessage());
            throw refused;
        }
    }

    private RebuildView steered(UUID actor, String act, String projection, @Nullable String reason, Supplier<Rebuild> steering) {
        var rebuild = acts.recorded(actor, act, projection, reason, steering);
        wake(projection);
        return RebuildView.of(rebuild);
    }

    private synchronized void wake(String projection) {
        var worker = workers.get(projection);
        if (worker != null) {
            worker.wake();
        }
    }
}
