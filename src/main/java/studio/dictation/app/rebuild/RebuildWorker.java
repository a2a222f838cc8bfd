package studio.dictation.app.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.engine.Filling;
import studio.dictation.query.engine.Flip;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.redis.Comparison;
import studio.dictation.query.redis.ForeignData;
import studio.dictation.query.redis.Generations;

/**
 * Carries the rebuilds of one projection out, as long as this node may. What was done stands in Redis and PostgreSQL, so whatever goes
 * wrong, this or another node goes on from there.
 */
final class RebuildWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorker.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSED = Duration.ofSeconds(1);
    private static final Duration CAUGHT_UP = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long RENEWED = Duration.ofMillis(300).toNanos();
    private static final long TIDIED = Duration.ofSeconds(30).toNanos();
    private static final long COMPARED_AT_ONCE = Duration.ofMillis(100).toNanos();
    /** So many suspects are looked at again while nobody may write. */
    private static final int FEW_SUSPECTS = 200;

    private static final int LOOKS_AT_SUSPECTS = 4;

    private final String projection;
    private final ProjectionEngine engine;
    private final EventReader reader;
    private final RebuildBook book;
    private final AdminActs acts;
    private final Clock clock;
    private final Duration keepFor;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private long tidiedAt = System.nanoTime() - TIDIED;
    private Duration pause = SHORTEST_PAUSE;

    /**
     * @param keepFor how long the generation that was live before is kept
     */
    RebuildWorker(
            String projection,
            ProjectionEngine engine,
            EventReader reader,
            RebuildBook book,
            AdminActs acts,
            Clock clock,
            Duration keepFor) {
        this.projection = projection;
        this.engine = engine;
        this.reader = reader;
        this.book = book;
        this.acts = acts;
        this.clock = clock;
        this.keepFor = keepFor;
    }

    /** Looks at once what there is to do. */
    void wake() {
        wake.release();
    }

    /** Leaves everything as it is; another node goes on. */
    void stop() {
        stopping = true;
        wake.release();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                var claimed = book.claim(projection);
                if (claimed.isPresent()) {
                    work(claimed.get());
                } else {
                    tidy();
                    rest(LOOK);
                }
                pause = SHORTEST_PAUSE;
            } catch (RuntimeException | Error failure) {
                if (pause.equals(SHORTEST_PAUSE)) {
                    LOG.warn("A rebuild of projection {} can't go on and is tried again", projection, failure);
                }
                rest(pause);
                var doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        }
    }

    private void work(Rebuild claimed) {
        LOG.info("This node works on the {} {} of projection {}, {}",
                claimed.kind().text(), claimed.id(), projection, claimed.phase().text());
        var epoch = claimed.epoch();
        var filling = claimed.kind() == Kind.REBUILD || epoch == null
                ? engine.shadow(projection)
                : engine.kept(projection, epoch);
        var run = new Run(claimed, filling);
        try (filling) {
            run.begin();
            while (!stopping && run.goesOn()) {
                run.step();
            }
        } catch (Filling.Gone | ForeignData lost) {
            run.end(Phase.FAILED, lost.getMessage(), null);
        } catch (RuntimeException | Error failure) {
            run.note(failure);
            throw failure;
        }
        if (stopping) {
            book.release(claimed.id());
        }
        tidiedAt = System.nanoTime() - TIDIED;
    }

    /** Empties what nobody needs any more: the shadow of a rebuild that has ended otherwise, and what was kept long enough. */
    private void tidy() {
        if (System.nanoTime() - tidiedAt < TIDIED || book.last(projection).filter(RebuildWorker::runs).isPresent()) {
            return;
        }
        tidiedAt = System.nanoTime();
        var generations = engine.generations(projection);
        var shadow = generations.shadow();
        if (shadow != null && generations.drop(Generations.SHADOW, shadow.epoch())) {
            LOG.info("What was left of a rebuild of projection {} went away", projection);
        }
        generations.kept()
                .filter(kept -> kept.since().plus(keepFor).isBefore(clock.instant()))
                .filter(kept -> generations.drop(Generations.KEPT, kept.epoch()))
                .ifPresent(kept -> LOG.info("The generation of projection {} that was live until {} went away", projection, kept.since()));
    }

    private static boolean runs(Rebuild rebuild) {
        return rebuild.finishedAt() == null;
    }

    private void rest(Duration atMost) {
        try {
            if (!stopping && wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** One rebuild in the hands of this node. */
    private final class Run {
        private final Filling filling;
        private final Speed speed = new Speed();
        private Rebuild rebuild;
        private @Nullable Comparison comparison;
        private Collection<String> suspects = List.of();
        private int looksAtSuspects;
        private long processed;
        private long total;
        private @Nullable String problem;
        private long renewedAt = System.nanoTime() - RENEWED;
        private boolean followed;

        Run(Rebuild rebuild, Filling filling) {
            this.rebuild = rebuild;
            this.filling = filling;
            this.processed = rebuild.processed();
            this.total = rebuild.total();
            this.followed = rebuild.phase() != Phase.FLIPPING;
        }

        void begin() {
            if (rebuild.epoch() == null && engine.generations(projection).isForeign()) {
                end(Phase.FAILED, "the databases of other generations hold keys of somebody else", null);
            }
        }

        /** Tells what keeps it from going on, unless that can't be told either. */
        void note(Throwable failure) {
            try {
                book.renew(rebuild.id(), processed, total, 0, failure.getClass().getSimpleName() + ", see the log; this is tried again");
            } catch (RuntimeException unreachable) {
                failure.addSuppressed(unreachable);
            }
        }

        /** Finds out how far the node came that was about to flip, once it can't any more. */
        private void follow() {
            boolean claimed;
            try {
                claimed = filling.claim();
            } catch (Filling.Gone flippedOrLost) {
                claimed = true;
            }
            var live = engine.generations(projection).live();
            if (live != null && live.epoch().equals(rebuild.epoch())) {
                end(Phase.DONE, null, null);
            } else if (!claimed) {
                rest(AGAIN);
            } else if (rebuild.differences() == null || rebuild.holdOnDifferences()) {
                // What that node had found to differ is forgotten.
                followed = true;
                move(Phase.FLIPPING, Phase.COMPARING, null);
            } else {
                followed = true;
            }
        }

        /** Whether it still is this node's and hasn't ended; sees what administrators asked for. */
        boolean goesOn() {
            if (System.nanoTime() - renewedAt < RENEWED) {
                return true;
            }
            var renewed = book.renew(rebuild.id(), processed, total, speed.perSecond(), problem);
            renewed.ifPresent(found -> rebuild = found);
            renewedAt = System.nanoTime();
            return renewed.isPresent();
        }

        void step() {
            if (rebuild.paused()) {
                filling.pause();
                speed.forget();
                rest(PAUSED);
                renewedAt = System.nanoTime() - RENEWED;
                return;
            }
            switch (rebuild.phase()) {
                case FILLING -> {
                    if (round()) {
                        move(Phase.FILLING, Phase.CATCHING_UP, null);
                    }
                }
                case CATCHING_UP -> {
                    if (round()) {
                        comparison = null;
                        move(Phase.CATCHING_UP, Phase.COMPARING, null);
                    }
                }
                case COMPARING -> compare();
                case FLIPPING -> {
                    if (followed) {
                        flip();
                    } else {
                        follow();
                    }
                }
                case HOLDING -> {
                    if (round()) {
                        rest(CAUGHT_UP);
                    }
                }
                case DONE, FAILED, CANCELLED -> ended();
            }
        }

        void end(Phase phase, @Nullable String why, @Nullable Differences differences) {
            if (book.end(rebuild.id(), phase, why, differences)) {
                acts.update(rebuild.act(), phase == Phase.DONE ? AdminActs.DONE : AdminActs.FAILED, why);
                LOG.info("The {} {} of projection {} is {}", rebuild.kind().text(), rebuild.id(), projection, phase.text());
            }
            ended();
        }

        private void ended() {
            renewedAt = System.nanoTime() - RENEWED;
        }

        private void move(Phase from, Phase to, @Nullable Differences differences) {
            book.move(rebuild.id(), from, to, differences);
            problem = null;
            // Whoever was quicker, what stands there now counts.
            renewedAt = System.nanoTime() - RENEWED;
        }

        /** Answers whether all has been applied. */
        private boolean round() {
            var begun = rebuild.epoch();
            if (begun == null) {
                fillOrWait(filling.beginAnew());
                return false;
            }
            var round = filling.round(engine.isBusy());
            if (!begun.equals(round.epoch())) {
                fillOrWait(round.epoch());
                return false;
            }
            problem = null;
            processed = round.position().sequence();
            total = Math.max(processed, reader.head().sequence());
            speed.at(processed);
            return round.caughtUp();
        }

        private void fillOrWait(@Nullable String epoch) {
            if (epoch == null) {
                problem = "somebody else is at work where it is filled; this is tried again";
                rest(AGAIN);
                return;
            }
            problem = null;
            book.fill(rebuild.id(), epoch);
            speed.forget();
            comparison = null;
            renewedAt = System.nanoTime() - RENEWED;
        }

        private void compare() {
            boolean caughtUp = round();
            if (rebuild.epoch() == null || rebuild.phase() != Phase.COMPARING) {
                return;
            }
            if (comparison == null) {
                comparison = engine.comparison(projection, filling);
                looksAtSuspects = 0;
            }
            long begun = System.nanoTime();
            boolean more = true;
            while (more && System.nanoTime() - begun < COMPARED_AT_ONCE) {
                more = comparison.compareMore();
            }
            if (more) {
                if (engine.isBusy()) {
                    rest(Duration.ofNanos(System.nanoTime() - begun));
                }
                return;
            }
            if (looksAtSuspects == 0) {
                suspects = comparison.suspects();
            }
            if (!caughtUp) {
                return;
            }
            // Most were written while they were compared.
            if (suspects.size() > FEW_SUSPECTS && looksAtSuspects++ < LOOKS_AT_SUSPECTS) {
                suspects = comparison.differences(suspects).stream().map(one -> one.key()).toList();
                return;
            }
            move(Phase.COMPARING, Phase.FLIPPING, null);
        }

        private void flip() {
            if (!round()) {
                return;
            }
            var result = engine.flip(projection, filling, suspects, rebuild.holdOnDifferences());
            var differences = suspects.isEmpty() && rebuild.differences() != null ? null : Differences.of(result.differences());
            if (result.outcome() == Flip.Outcome.FLIPPED) {
                end(Phase.DONE, null, differences);
            } else if (result.outcome() == Flip.Outcome.HELD) {
                move(Phase.FLIPPING, Phase.HOLDING, differences);
            } else {
                problem = "both generations could not be brought to one position within a second; this is tried again";
                rest(AGAIN);
            }
        }
    }
}
