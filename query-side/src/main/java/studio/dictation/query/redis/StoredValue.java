package studio.dictation.query.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands under a key, whatever its type; bytes as text in ISO 8859-1, so that none is lost.
 *
 * @param type      as {@code TYPE} has it
 * @param parts     fields with their values, members with their scores or nothing; a string as the only part, without a name
 * @param lifeMillis how long the key lives on; −1 for ever
 */
public record StoredValue(String type, Map<String, String> parts, long lifeMillis) {
    private static final long FOR_EVER = -1;

    /** Whether a replay of the events gives a key back: not what belongs to the engine, nor answers kept for a while. */
    public static boolean isReplayed(String key) {
        return !key.startsWith("projection:") && !key.startsWith("letters:") && !key.startsWith("cache:");
    }

    /**
     * Reads keys of any type, each once and not all at one moment; absent ones are left out.
     *
     * @throws IllegalStateException for a type that nothing here writes
     */
    public static Map<String, StoredValue> read(RedisAsyncCommands<String, byte[]> redis, List<String> keys) {
        List<RedisFuture<String>> types = new ArrayList<>();
        List<RedisFuture<Long>> lives = new ArrayList<>();
        for (var key : keys) {
            types.add(redis.type(key));
            lives.add(redis.pttl(key));
        }
        Map<String, RedisFuture<?>> contents = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            var type = Redis.await(types.get(i));
            if (!type.equals("none")) {
                contents.put(key, content(redis, key, type));
            }
        }
        Map<String, StoredValue> values = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            var content = contents.get(keys.get(i));
            if (content != null) {
                long life = Redis.await(lives.get(i));
                var parts = parts(content);
                // Gone, or of another type, since it was looked at.
                if (!parts.isEmpty()) {
                    values.put(keys.get(i), new StoredValue(
                            Redis.await(types.get(i)), parts, life < 0 ? FOR_EVER : life));
                }
            }
        }
        return values;
    }

    /** Whether the key is gone within so many milliseconds. */
    public boolean isGoneWithin(long millis) {
        return lifeMillis != FOR_EVER && lifeMillis <= millis;
    }

    /** Whether both expire at once, within so many milliseconds; both have just been read. */
    public boolean expiresLike(StoredValue other, long tolerance) {
        return (lifeMillis == FOR_EVER || other.lifeMillis == FOR_EVER)
                ? lifeMillis == other.lifeMillis
                : Math.abs(lifeMillis - other.lifeMillis) <= tolerance;
    }

    private static RedisFuture<?> content(RedisAsyncCommands<String, byte[]> redis, String key, String type) {
        return switch (type) {
            case "string" -> redis.get(key);
            case "hash" -> redis.hgetall(key);
            case "set" -> redis.smembers(key);
            case "zset" -> redis.zrangeWithScores(key, 0, -1);
            default -> throw new IllegalStateException("Nothing here writes a " + type);
        };
    }

    private static Map<String, String> parts(RedisFuture<?> content) {
        Object reply;
        try {
            reply = Redis.await(content);
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                return Map.of();
            }
            throw e;
        }
        Map<String, String> parts = new TreeMap<>();
        switch (reply) {
            case byte[] string -> parts.put("", latin(string));
            case Map<?, ?> hash -> hash.forEach((field, value) -> parts.put((String) field, latin(value)));
            case Set<?> members -> members.forEach(member -> parts.put(latin(member), ""));
            case List<?> ranked -> ranked.forEach(member -> {
                var scored = (ScoredValue<?>) member;
                parts.put(latin(scored.getValue()), Double.toString(scored.getScore()));
            });
            case null, default -> {
                // Expired meanwhile.
            }
        }
        return parts;
    }

    private static String latin(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.ISO_8859_1);
    }
}
