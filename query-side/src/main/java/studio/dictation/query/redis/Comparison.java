package studio.dictation.query.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares another generation of a projection's data with the live one, key by key, while both may be moving: what it finds are
 * suspects, to be looked at again once both stand still. Not for more than one thread.
 */
public final class Comparison {
    /** How many suspects are remembered. */
    public static final int MOST_SUSPECTS = 10_000;

    private static final int KEYS_AT_ONCE = 200;
    private static final int FIELDS_NAMED = 20;
    private static final long TOLERANCE_MILLIS = 1_000;

    private final RedisDatabases databases;
    private final int live;
    private final int other;
    private final Set<String> suspects = new LinkedHashSet<>();
    private ScanCursor cursor = ScanCursor.INITIAL;
    private boolean liveSeen;
    private boolean ended;

    /**
     * @param live  database of the live generation
     * @param other database of the one that is compared with it
     */
    public Comparison(RedisDatabases databases, int live, int other) {
        this.databases = databases;
        this.live = live;
        this.other = other;
    }

    /** Compares some more keys; answers whether there are any left. */
    public boolean compareMore() {
        if (ended) {
            return false;
        }
        KeyScanCursor<String> page = Redis.await(databases.shared(liveSeen ? other : live)
                .async()
                .scan(cursor, ScanArgs.Builder.limit(KEYS_AT_ONCE)));
        var keys = page.getKeys().stream().filter(StoredValue::isReplayed).distinct().toList();
        if (liveSeen) {
            suspect(absentInLive(keys));
        } else {
            suspect(differences(keys).stream().map(Difference::key).toList());
        }
        cursor = page;
        if (page.isFinished()) {
            ended = liveSeen;
            liveSeen = true;
            cursor = ScanCursor.INITIAL;
        }
        return !ended;
    }

    /** The keys found different so far, at most {@link #MOST_SUSPECTS}. */
    public List<String> suspects() {
        return List.copyOf(suspects);
    }

    /** How these keys differ now. */
    public List<Difference> differences(Collection<String> keys) {
        List<Difference> found = new ArrayList<>();
        var all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            var some = all.subList(from, Math.min(from + KEYS_AT_ONCE, all.size()));
            var ours = StoredValue.read(databases.shared(live).async(), some);
            var theirs = StoredValue.read(databases.shared(other).async(), some);
            some.forEach(key -> difference(key, ours.get(key), theirs.get(key)).ifPresent(found::add));
        }
        return found;
    }

    private void suspect(List<String> keys) {
        keys.stream().limit(MOST_SUSPECTS - suspects.size()).forEach(suspects::add);
    }

    private List<String> absentInLive(List<String> keys) {
        List<RedisFuture<Long>> present = new ArrayList<>();
        keys.forEach(key -> present.add(databases.shared(live).async().exists(key)));
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (Redis.await(present.get(i)) == 0) {
                absent.add(keys.get(i));
            }
        }
        return absent;
    }

    private static Optional<Difference> difference(String key, @Nullable StoredValue ours, @Nullable StoredValue theirs) {
        var here = ours == null || ours.isGoneWithin(TOLERANCE_MILLIS) ? null : ours;
        var there = theirs == null || theirs.isGoneWithin(TOLERANCE_MILLIS) ? null : theirs;
        if (here != null && there != null) {
            return different(key, here, there);
        }
        // One that is about to expire here may have a moment longer there.
        if ((here == null && there == null) || nearlyGone(here) || nearlyGone(there)) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                key, here == null ? Difference.Kind.EXTRA : Difference.Kind.MISSING, List.of()));
    }

    private static Optional<Difference> different(String key, StoredValue here, StoredValue there) {
        boolean alike = here.type().equals(there.type()) && here.parts().equals(there.parts());
        if (alike && here.expiresLike(there, TOLERANCE_MILLIS)) {
            return Optional.empty();
        }
        // The members of other types are values, not names.
        boolean named = here.type().equals("hash") && there.type().equals("hash");
        var fields = alike ? List.of("expires") : named ? differing(here.parts(), there.parts()) : List.<String>of();
        return Optional.of(new Difference(key, Difference.Kind.DIFFERENT, fields));
    }

    private static boolean nearlyGone(@Nullable StoredValue value) {
        return value != null && value.isGoneWithin(2 * TOLERANCE_MILLIS);
    }

    private static List<String> differing(Map<String, String> ours, Map<String, String> theirs) {
        var names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(ours.get(name), theirs.get(name)))
                .limit(FIELDS_NAMED)
                .toList();
    }
}
