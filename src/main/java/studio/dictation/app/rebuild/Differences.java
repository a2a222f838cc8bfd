package studio.dictation.app.rebuild;

import java.util.List;
import java.util.Locale;
import studio.dictation.query.redis.Difference;

/**
 * What differed between two generations that stood at the same position.
 *
 * @param count    how many keys
 * @param examples some of them, without values
 */
public record Differences(int count, List<Example> examples) {
    private static final int MOST = 50;

    public Differences {
        examples = List.copyOf(examples);
    }

    /**
     * A key.
     *
     * @param key    the key
     * @param kind   {@code missing} in the new generation, {@code extra} there, or {@code different}
     * @param fields fields that differ
     */
    public record Example(String key, String kind, List<String> fields) {
        public Example {
            fields = List.copyOf(fields);
        }
    }

    static Differences of(List<Difference> found) {
        return new Differences(
                found.size(),
                found.stream()
                        .limit(MOST)
                        .map(one -> new Example(one.key(), one.kind().name().toLowerCase(Locale.ROOT), one.fields()))
                        .toList());
    }
}
