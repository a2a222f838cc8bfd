package studio.dictation.app.rebuild;

import java.time.Instant;
import java.util.List;

/**
 * How all projections are doing.
 *
 * @param at when this was looked at
 */
public record ProjectionsView(Instant at, List<ProjectionView> projections) {
    public ProjectionsView {
        projections = List.copyOf(projections);
    }
}
