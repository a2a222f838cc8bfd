package studio.dictation.query.engine;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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
    public static RedisDump of(RedisCommands<String, byte[]> redis) {
        Map<String, Entry> entries = new TreeMap<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page = redis.scan(cursor, ScanArgs.Builder.limit(1_000));
            for (var key : page.getKeys()) {
                if (!isOfTheEngine(key)) {
                    var type = redis.type(key);
                    long life = redis.pttl(key);
                    if (life != -2) {
                        entries.put(key, new Entry(
                                type + " " + content(redis, type, key),
                                life == -1 ? -1 : System.currentTimeMillis() + life));
                    }
                }
            }
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

    private static boolean isOfTheEngine(String key) {
        return key.startsWith("projection:") || key.startsWith("letters:") || key.startsWith("cache:");
    }

    private static String content(RedisCommands<String, byte[]> redis, String type, String key) {
        return switch (type) {
            case "string" -> text(redis.get(key));
            case "hash" -> {
                Map<String, String> fields = new TreeMap<>();
                redis.hgetall(key).forEach((field, value) -> fields.put(field, text(value)));
                yield fields.toString();
            }
            case "set" -> {
                var members = new TreeSet<String>();
                redis.smembers(key).forEach(member -> members.add(text(member)));
                yield members.toString();
            }
            case "zset" -> redis.zrangebyscoreWithScores(key, Range.unbounded()).stream()
                    .map(member -> text(member.getValue()) + "=" + member.getScore())
                    .toList()
                    .toString();
            default -> throw new IllegalArgumentException("Nothing here writes a " + type + ": " + key);
        };
    }

    /** Byte by byte: a password is not text. */
    private static String text(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1);
    }
}
