package studio.dictation.query.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** The membership as Redis shows it, member by member. */
final class LiveState {
    private static final Field[] FIELDS = {Field.PLAN, Field.PLAN_UPDATE_HISTORY, Field.QUOTA, Field.QUOTA_KEPT};
    private static final Codec<Object> ANY = Json.of(Object.class);

    private final Reads learners;

    LiveState(Reads learners) {
        this.learners = learners;
    }

    /** Compares what is shown with what a replay writes. */
    List<ReplayView.FieldView> compared(String email, Rehearsal replayed) {
        var live = learners.hash(Key.user(email), FIELDS);
        var compared = new ArrayList<ReplayView.FieldView>();
        for (var field : FIELDS) {
            compare(field.redisName(), members(replayed.written(field)), members(bytes(live, field)), compared);
        }
        return compared;
    }

    private static byte @Nullable [] bytes(Document live, Field field) {
        return live.bytes(field);
    }

    private static void compare(
            String field, Map<String, Object> replayed, Map<String, Object> live, List<ReplayView.FieldView> compared) {
        var members = new LinkedHashMap<String, Object>(replayed);
        new TreeSet<>(live.keySet()).forEach(member -> members.putIfAbsent(member, ""));
        for (var member : members.keySet()) {
            var expected = replayed.get(member);
            var found = live.get(member);
            var same = Objects.equals(expected, found) && replayed.containsKey(member) == live.containsKey(member);
            compared.add(new ReplayView.FieldView(field + member, expected, found, same));
        }
    }

    /** The members of a stored document by {@code .name}; what is no object is one member without a name. */
    @SuppressWarnings("unchecked") // the members of a JSON object have names
    private static Map<String, Object> members(byte @Nullable [] stored) {
        if (stored == null) {
            return Map.of();
        }
        if (!(read(stored) instanceof Map<?, ?> object)) {
            return Map.of("", read(stored));
        }
        var members = new LinkedHashMap<String, Object>();
        ((Map<String, Object>) object).forEach((name, value) -> members.put("." + name, value));
        return members;
    }

    private static Object read(byte[] stored) {
        try {
            return ANY.read(stored);
        } catch (RuntimeException broken) {
            // Whatever somebody wrote there is shown, and differs.
            return new String(stored, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
