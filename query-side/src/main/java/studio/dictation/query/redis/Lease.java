package studio.dictation.query.redis;

/**
 * The right to move a segment on, as it is stored beside the data. A batch is written only while every part of it still
 * stands in Redis as this node believes it does.
 *
 * @param epoch    which history of the data this is; a new one begins whenever the data is filled from zero
 * @param segments how many segments fill the data
 * @param owner    the node that holds the segment
 * @param fence    counts the claims of this segment
 * @param position text of the position of the last event applied
 */
public record Lease(String epoch, int segments, String owner, long fence, String position) {
    /** The same right, further on. */
    public Lease at(String newPosition) {
        return new Lease(epoch, segments, owner, fence, newPosition);
    }
}
