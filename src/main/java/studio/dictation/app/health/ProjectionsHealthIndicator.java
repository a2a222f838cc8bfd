package studio.dictation.app.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import studio.dictation.query.engine.ProjectionEngine;
import studio.dictation.query.engine.SegmentState;

/** Whether the projections can be read truly, and what waits as dead letters. */
@Component
class ProjectionsHealthIndicator extends AbstractHealthIndicator {
    private final ProjectionEngine engine;

    ProjectionsHealthIndicator(ProjectionEngine engine) {
        super("The projections can't be looked at");
        this.engine = engine;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var unavailable = engine.unavailable();
        if (unavailable.isEmpty()) {
            health.up();
        } else {
            health.outOfService();
            unavailable.forEach(health::withDetail);
        }
        int letters =
                engine.states().stream().mapToInt(SegmentState::letters).sum();
        if (letters > 0) {
            health.withDetail("deadLetters", letters);
        }
    }
}
