package studio.dictation.query.redis;

import io.lettuce.core.KeyValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a projection's data is laid out.
 *
 * @param epoch    which history of the data this is
 * @param segments how many segments fill it
 * @param version  version of what is written; 0 where none is said
 * @param previous the history whose place this one took, at a position that nobody had seen more of; null if there was none
 */
public record Layout(String epoch, int segments, int version, @Nullable String previous) {
    /** The layout as it stands in Redis now; null when the data is lost. */
    public static @Nullable Layout read(RedisDatabases databases, String projection, int database) {
        var stored = Redis.await(databases.shared(database)
                .async()
                .hmget(EngineKeys.projection(projection), EngineKeys.EPOCH, EngineKeys.SEGMENTS, EngineKeys.LAYOUT, EngineKeys.PREVIOUS));
        return stored.stream().limit(2).allMatch(KeyValue::hasValue)
                ? new Layout(
                        text(stored.get(0).getValue()),
                        Integer.parseInt(text(stored.get(1).getValue())),
                        stored.get(2).hasValue() ? Integer.parseInt(text(stored.get(2).getValue())) : 0,
                        stored.get(3).hasValue() ? text(stored.get(3).getValue()) : null)
                : null;
    }

    /** Whether a database holds keys, and none of them says that they are this projection's. */
    public static boolean isForeign(RedisDatabases databases, String projection, int database) {
        // The size first: what another node creates in between is not mistaken for somebody else's.
        return Redis.await(databases.shared(database).async().dbsize()) > 0
                && read(databases, projection, database) == null;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
