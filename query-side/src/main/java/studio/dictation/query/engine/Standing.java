package studio.dictation.query.engine;

import java.util.Map;
import studio.dictation.eventstore.EventPosition;

/**
 * How far a projection has come, whichever nodes move it on.
 *
 * @param projection its name
 * @param readable   whether it can be read truly now
 * @param segments   number of the segment → where it stands; while the projection can't be read, those of this node only
 */
public record Standing(String projection, boolean readable, Map<Integer, EventPosition> segments) {
    public Standing {
        segments = Map.copyOf(segments);
    }
}
