package studio.dictation.query.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a segment is doing on this node.
 *
 * @param projection  name of the projection
 * @param segment     number of the segment
 * @param condition   what this node does with it
 * @param position    text of the last position written; null before the first claim
 * @param letters     events that wait as dead letters
 * @param problem     what keeps it from working; null when nothing does
 */
public record SegmentState(
        String projection,
        int segment,
        Condition condition,
        @Nullable String position,
        int letters,
        @Nullable String problem) {
    /** What a node does with a segment. */
    public enum Condition {
        /** This node moves it on. */
        WORKING,
        /** Another node holds it, or nobody has claimed it yet. */
        STANDING_BY,
        /** Something fails; it is tried again and again. */
        FAILING
    }

    static SegmentState standingBy(String projection, int segment) {
        return new SegmentState(projection, segment, Condition.STANDING_BY, null, 0, null);
    }

    SegmentState working(String at, int waiting) {
        return new SegmentState(projection, segment, Condition.WORKING, at, waiting, null);
    }

    SegmentState failing(String why) {
        return new SegmentState(projection, segment, Condition.FAILING, position, letters, why);
    }
}
