package studio.dictation.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the dictation page: a JSON object of which some members have a meaning (contract §2). */
public final class DictationConfig {
    /** What everybody begins with. */
    public static final Map<String, @Nullable Object> DEFAULT = inOrder(
            "playback_speed", 1,
            "auto_repeat", 0,
            "shortcuts", inOrder("repeat", "Tab", "next", "Enter", "prev", "ControlLeft"));

    private DictationConfig() {}

    /**
     * Settings after some were changed: what is an object before and after is merged member by member, anything else takes
     * the place of what was there.
     */
    public static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> changes) {
        var merged = new LinkedHashMap<String, @Nullable Object>(before);
        changes.forEach((name, change) -> merged.put(name, merged(merged.get(name), change)));
        return Collections.unmodifiableMap(merged);
    }

    @SuppressWarnings("unchecked") // the members of a JSON object have names
    private static @Nullable Object merged(@Nullable Object before, @Nullable Object change) {
        return before instanceof Map<?, ?> object && change instanceof Map<?, ?> changes
                ? merged((Map<String, @Nullable Object>) object, (Map<String, @Nullable Object>) changes)
                : change;
    }

    private static Map<String, @Nullable Object> inOrder(Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(object);
    }
}
