package studio.dictation.query.redis;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a hash held when it was read.
 *
 * @param fields the fields that were asked for and present
 */
public record Document(Map<Field, byte[]> fields) {
    /** Whether there is such a hash, as far as the fields asked for tell. */
    public boolean exists() {
        return !fields.isEmpty();
    }

    /** A field's bytes, null when absent. */
    public byte @Nullable [] bytes(Field field) {
        return fields.get(field);
    }

    /** A field as text, null when absent. */
    public @Nullable String text(Field field) {
        var stored = fields.get(field);
        return stored == null ? null : new String(stored, StandardCharsets.UTF_8);
    }

    /** A field as text, or something else when absent. */
    public String text(Field field, String absent) {
        var stored = text(field);
        return stored == null ? absent : stored;
    }

    /** A field's value, null when absent. */
    public <T> @Nullable T value(Field field, Codec<T> codec) {
        var stored = fields.get(field);
        return stored == null ? null : codec.read(stored);
    }
}
