package studio.dictation.query.engine;

import java.util.List;
import java.util.function.Function;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.redis.Changes;

/**
 * A read model that fills one Redis database: one unit of rebuild.
 *
 * @param name      its name, in keys, logs and paths
 * @param database  number of the Redis database it fills
 * @param layout    version of what it writes, ≥ 1; data of a lower one is filled anew, data of a higher one is left alone
 * @param segmented whether events of different accounts may be worked on at the same time
 * @param handlers  makes its handlers, objects with {@code @EventHandler} methods of one parameter, around the changes of
 *                  the batch at hand; one set of handlers serves all batches of a segment
 */
public record Projection(
        String name, int database, int layout, boolean segmented, Function<Changes, List<Object>> handlers) {
    /** Events of one sequence are applied in their order; where one fails, the later ones of its sequence wait. */
    String sequenceOf(StoredEvent event) {
        var subject = event.subject();
        return subject == null ? streamRoot(event.streamId()) : subject.toString();
    }

    /** The same projection in another database: a copy to compare with, or one to be filled beside the live one. */
    public Projection in(int otherDatabase) {
        return new Projection(name, otherDatabase, layout, segmented, handlers);
    }

    /** {@code channel:c} and {@code video:c:v} are one sequence: what happens to a channel concerns its videos. */
    private static String streamRoot(String streamId) {
        return streamId.split(":", 3)[1];
    }
}
