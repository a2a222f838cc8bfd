package studio.dictation.app.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.engine.RedisDump;
import studio.dictation.query.engine.RedisDump.Entry;

/** Where two databases differ, key by key. */
final class Differences {
    private static final long TOLERANCE_MILLIS = 1_000;
    private static final int SHOWN = 400;

    private Differences() {}

    /** One line for each key that differs; empty if none does. Keys that expire within a second are left out. */
    static List<String> between(RedisDump live, RedisDump replayed, long nowMillis) {
        var keys = new TreeSet<>(live.entries().keySet());
        keys.addAll(replayed.entries().keySet());
        var lines = new ArrayList<String>();
        for (var key : keys) {
            var ours = standing(live.entries().get(key), nowMillis);
            var theirs = standing(replayed.entries().get(key), nowMillis);
            if (!isSame(ours, theirs)) {
                lines.add("%s is %s, replayed %s".formatted(key, shown(ours), shown(theirs)));
            }
        }
        return lines;
    }

    private static @Nullable Entry standing(@Nullable Entry entry, long nowMillis) {
        return entry == null || (entry.expiresAt() != -1 && entry.expiresAt() < nowMillis + TOLERANCE_MILLIS) ? null : entry;
    }

    private static boolean isSame(@Nullable Entry ours, @Nullable Entry theirs) {
        if (ours == null || theirs == null) {
            return ours == theirs;
        }
        return ours.content().equals(theirs.content())
                && (ours.expiresAt() == -1) == (theirs.expiresAt() == -1)
                && Math.abs(ours.expiresAt() - theirs.expiresAt()) <= TOLERANCE_MILLIS;
    }

    private static String shown(@Nullable Entry entry) {
        if (entry == null) {
            return "absent";
        }
        var content = entry.content();
        return (content.length() > SHOWN ? content.substring(0, SHOWN) + "…" : content) + " until " + entry.expiresAt();
    }
}
