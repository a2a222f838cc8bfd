package studio.dictation.app.rebuild;

import java.util.UUID;
import studio.dictation.app.acts.ActRefused;
import studio.dictation.app.acts.AdminActs;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.ProjectionEngine;

/** Makes what is shown of one learner anew. */
public final class LearnerRebuilds {
    private final ProjectionEngine engine;
    private final AdminActs acts;

    /** Does so with the projections of this node, in segments of whichever node. */
    public LearnerRebuilds(ProjectionEngine engine, AdminActs acts) {
        this.engine = engine;
        this.acts = acts;
    }

    /**
     * What came of it.
     *
     * @param events      how many of the learner's events there are
     * @param keys        how many keys are the learner's
     * @param deadLetters how many of the events wait as dead letters
     */
    public record Rebuilt(String email, long events, int keys, int deadLetters) {}

    /**
     * Replaces, in one step, all that is this learner's alone by what all their events make of it.
     *
     * @throws ActRefused when an event that was applied can't be any more
     */
    public Rebuilt rebuild(UUID actor, UUID account, String email, String reason) {
        return acts.recorded(actor, "rebuild-learner", account.toString(), reason, () -> {
            var made = engine.rebuildLearner(Projections.LEARNERS.name(), account, email)
                    .orElseThrow(() -> new ActRefused("An event of this learner can't be applied any more; see the log"));
            return new Rebuilt(email, made.events(), made.keys(), made.deadLetters());
        });
    }
}
