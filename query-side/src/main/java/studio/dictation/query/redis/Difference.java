package studio.dictation.query.redis;

import java.util.List;

/**
 * A key under which two generations of a projection's data hold something else.
 *
 * @param key    the key
 * @param kind   how they differ
 * @param fields which fields of a hash differ, some of them; {@code expires} where only the expiry does
 */
public record Difference(String key, Kind kind, List<String> fields) {
    /** How a generation differs from the live one. */
    public enum Kind {
        /** Only the live one has it. */
        MISSING,
        /** Only the other one has it. */
        EXTRA,
        /** Both have it, with other content. */
        DIFFERENT
    }

    public Difference {
        fields = List.copyOf(fields);
    }
}
