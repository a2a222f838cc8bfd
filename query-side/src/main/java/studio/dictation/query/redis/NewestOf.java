package studio.dictation.query.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in lists of many learners, the newest first: an index says when each item was sent and by whom, a field of the
 * learner's hash holds the items. A list that can't be read is left out and logged, so that one of them never hides the others.
 *
 * @param learners database 0
 * @param times    ZSET of the items' ids, scored by when they were sent
 * @param owners   HASH item id → e-mail
 * @param field    the field of {@code user:{email}} that holds the items
 * @param codec    what the field holds
 * @param id       the id of an item
 */
public record NewestOf<T>(
        Reads learners, Key times, Key owners, Field field, Codec<List<T>> codec, Function<T, String> id) {
    private static final Logger LOG = LoggerFactory.getLogger(NewestOf.class);

    /** Lists may be long, so few are in memory at once. */
    private static final int LISTS_AT_ONCE = 10;

    /**
     * Reads a page: one round trip, and one for each ten learners of whom there are items on it.
     *
     * @param before epoch milliseconds that the items were sent before; null for the newest of all
     * @param most   how many at most, ≥ 1
     */
    public Page<T> read(@Nullable Long before, int most) {
        var newest = learners.highest(times, owners, before, most);
        var emails = newest.stream().map(Reads.Entered::text).distinct().toList();
        var wanted = newest.stream().map(Reads.Entered::member).toList();
        Map<String, T> items = new HashMap<>();
        for (int from = 0; from < emails.size(); from += LISTS_AT_ONCE) {
            var few = emails.subList(from, Math.min(from + LISTS_AT_ONCE, emails.size()));
            for (var learner : learners.hashes(few.stream().map(Key::user).toList(), Field.ACCOUNT_ID, field)) {
                readable(learner).stream()
                        .filter(item -> wanted.contains(id.apply(item)))
                        .forEach(item -> items.put(id.apply(item), item));
            }
        }
        List<Owned<T>> found = new ArrayList<>();
        for (var entry : newest) {
            var item = items.get(entry.member());
            if (item != null) {
                found.add(new Owned<>(entry.text(), item));
            }
        }
        return new Page<>(found, newest.size() < most ? null : newest.getLast().score());
    }

    private List<T> readable(Document learner) {
        try {
            return Objects.requireNonNullElse(learner.value(field, codec), List.of());
        } catch (RuntimeException broken) {
            // Its message may quote what is stored, which holds personal data.
            LOG.warn("Left out of a list, as its {} can't be read: {} ({})",
                    field.redisName(), learner.text(Field.ACCOUNT_ID, "without id"), broken.getClass().getSimpleName());
            return List.of();
        }
    }

    /**
     * Some items.
     *
     * @param items newest first
     * @param next  epoch milliseconds that the next ones were sent before; null when these are the last
     */
    public record Page<T>(List<Owned<T>> items, @Nullable Long next) {}

    /**
     * An item and the e-mail of the learner whose it is.
     *
     * @param email the learner's
     * @param item  the item
     */
    public record Owned<T>(String email, T item) {}
}
