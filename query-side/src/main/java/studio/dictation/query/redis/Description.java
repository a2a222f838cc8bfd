package studio.dictation.query.redis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.KeyChange.Effect;
import studio.dictation.query.redis.KeyChange.FieldChange;

/** Collects what is done to keys, in the order in which it is told. */
final class Description {
    private final Map<String, One> byKey = new LinkedHashMap<>();

    private static final class One {
        private final Map<String, FieldChange> fields = new LinkedHashMap<>();
        private boolean replaced;
        private @Nullable Integer bytes;
        private @Nullable Instant expiresAt;
        private int members;
    }

    void replaced(String key) {
        of(key).replaced = true;
    }

    void string(String key, byte[] value, @Nullable Instant expiresAt) {
        of(key).bytes = value.length;
        of(key).expiresAt = expiresAt;
    }

    void field(String key, String name, Effect effect, @Nullable Integer bytes) {
        of(key).fields.put(name, new FieldChange(name, effect, bytes));
    }

    void member(String key) {
        of(key).members++;
    }

    List<KeyChange> keys() {
        return byKey.entrySet().stream()
                .map(entry -> {
                    var one = entry.getValue();
                    return new KeyChange(
                            entry.getKey(), one.replaced, one.bytes, one.expiresAt, List.copyOf(one.fields.values()), one.members);
                })
                .toList();
    }

    private One of(String key) {
        return byKey.computeIfAbsent(key, absent -> new One());
    }
}
