package studio.dictation.query.engine;

import java.util.List;
import java.util.function.Function;
import studio.dictation.query.redis.Changes;

/**
 * A read model that fills one Redis database: one unit of rebuild.
 *
 * @param name      its name, in keys, logs and paths
 * @param database  number of the Redis database it fills
 * @param segmented whether events of different accounts may be worked on at the same time
 * @param handlers  makes its handlers, objects with {@code @EventHandler} methods of one parameter, around the changes of
 *                  the batch at hand; one set of handlers serves all batches of a segment
 */
public record Projection(
        String name, int database, boolean segmented, Function<Changes, List<Object>> handlers) {}
