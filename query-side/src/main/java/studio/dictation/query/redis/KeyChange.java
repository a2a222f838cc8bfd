package studio.dictation.query.redis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to one key, without any value.
 *
 * @param key       the key as it stands in Redis
 * @param replaced  whether all that stood there goes first
 * @param bytes     length of the string that is set; null if none is
 * @param expiresAt until when; null for ever
 * @param fields    of a hash, by name
 * @param members   how many members of a set or a sorted set are added, moved or removed
 */
public record KeyChange(
        String key, boolean replaced, @Nullable Integer bytes, @Nullable Instant expiresAt, List<FieldChange> fields, int members) {
    /**
     * What a batch does to a field of a hash.
     *
     * @param name   the field's name in Redis
     * @param effect what is done to it
     * @param bytes  length of the value that is set; else null
     */
    public record FieldChange(String name, Effect effect, @Nullable Integer bytes) {}

    /** What can be done to a field. */
    public enum Effect {
        /** It gets a value. */
        SET,
        /** It goes. */
        REMOVED,
        /** Something is added to its number, or taken away. */
        COUNTED
    }
}
