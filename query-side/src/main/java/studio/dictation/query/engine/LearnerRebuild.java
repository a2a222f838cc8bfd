package studio.dictation.query.engine;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.eventstore.EventPosition;
import studio.dictation.eventstore.Segments;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.LeaseLost;
import studio.dictation.query.redis.ProjectionUnavailable;

/** Makes what is one learner's alone in a live projection anew. */
final class LearnerRebuild {
    private static final Logger log = LoggerFactory.getLogger(LearnerRebuild.class);

    private final ProjectionEngine engine;
    private final Parts parts;
    private final Projection projection;
    private final GuardedReads reads;

    LearnerRebuild(ProjectionEngine engine, Parts parts, Projection projection, GuardedReads reads) {
        this.engine = engine;
        this.parts = parts;
        this.projection = projection;
        this.reads = reads;
    }

    /**
     * Replaces it once.
     *
     * @return nothing where an event that was applied can't be any more
     * @throws ProjectionUnavailable when that could not be done in time
     */
    Optional<LearnerRebuilt> attempt(UUID account, String email) {
        var stands = reads.stands();
        int segment = Segments.of(account, stands.size());
        var fold = new LearnerFold(parts, projection, account, email);
        // Most of it beforehand, so that others of the segment hardly wait.
        var waiting = reads.letters(segment, fold.sequence());
        var parked = Letters.parse(waiting.isEmpty() ? Map.of() : Map.of(fold.sequence(), waiting));
        try {
            fold.moveTo(EventPosition.parse(String.valueOf(stands.get(segment).position())), parked);
            return Optional.of(engine.takeOver(projection.name(), segment, taken -> replaced(taken, fold, account)));
        } catch (LearnerFold.Refused refused) {
            log.error("Projection {} keeps what it shows of account {}: {}", projection.name(), account, refused.getMessage());
            return Optional.empty();
        }
    }

    private LearnerRebuilt replaced(Segment taken, LearnerFold fold, UUID account) throws LeaseLost, BrokenData {
        if (Segments.of(account, taken.segments()) != taken.number()) {
            throw new ProjectionUnavailable(projection.name(), "has another number of segments since");
        }
        int before = taken.letters().of(fold.sequence()).size();
        taken.replace(fold);
        int left = taken.letters().of(fold.sequence()).size();
        return new LearnerRebuilt(fold.events() + before, fold.keys().count(), left);
    }
}
