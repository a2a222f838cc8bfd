package studio.dictation.query.engine;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Map;
import java.util.TreeMap;
import studio.dictation.query.redis.StoredValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a Redis database holds, key by key: all but what a replay need not give back, that is expired keys, cached answers,
 * positions, claims and letters.
 */
public record RedisDump(Map<String, Entry> entries) {
    private static final long TOLERANCE_MILLIS = 1_000;

    /**
     * What stands under a key.
     *
     * @param content   type and value, readable
     * @param expiresAt epoch milliseconds, −1 for never
     */
    public record Entry(String content, long expiresAt) {}

    /** Reads a whole database. */
    public static RedisDump of(TestRedis redis, int database) {
        return of(redis.connection(database));
    }

    /** Reads the whole database that a connection leads to. */
    public static RedisDump of(StatefulRedisConnection<String, byte[]> redis) {
        Map<String, Entry> entries = new TreeMap<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page = redis.sync().scan(cursor, ScanArgs.Builder.limit(1_000));
            var keys = page.getKeys().stream().filter(StoredValue::isReplayed).toList();
            StoredValue.read(redis.async(), keys).forEach((key, value) ->
                    entries.put(key, new Entry(value.type() + " " + value.parts(), value.expiresAt())));
            cursor = page;
        } while (!cursor.isFinished());
        return new RedisDump(entries);
    }

    /** Fails unless another database holds the same; expiries may differ by a second. */
    public void assertSameAs(RedisDump expected) {
        var soon = System.currentTimeMillis() + TOLERANCE_MILLIS;
        assertThat(contents(soon)).isEqualTo(expected.contents(soon));
        expected.entries.forEach((key, entry) -> {
            if (entry.expiresAt > soon || entry.expiresAt == -1) {
                assertThat((double) entries.get(key).expiresAt)
                        .as("expiry of %s", key)
                        .isBetween((double) entry.expiresAt - TOLERANCE_MILLIS, (double) entry.expiresAt + TOLERANCE_MILLIS);
            }
        });
    }

    private Map<String, String> contents(long soon) {
        Map<String, String> contents = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (entry.expiresAt == -1 || entry.expiresAt > soon) {
                contents.put(key, entry.content);
            }
        });
        return contents;
    }
}
