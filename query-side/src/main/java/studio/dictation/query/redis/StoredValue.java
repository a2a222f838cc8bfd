package studio.dictation.query.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
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
 * @param expiresAt  when the key goes away, in milliseconds since 1970 as Redis' clock has it; −1 for never
 * @param readAt     when it was read, as Redis' clock has it
 */
public record StoredValue(String type, Map<String, String> parts, long expiresAt, long readAt) {
    private static final long NEVER = -1;

    // In one step: how long a key lives on says nothing without the instant at which that was asked.
    private static final String EXPIRIES = """
            local time = redis.call('time')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local expiries = {now}
            for i, key in ipairs(KEYS) do
                local life = redis.call('pttl', key)
                expiries[i + 1] = life < 0 and -1 or now + life
            end
            return expiries""";

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
        List<RedisFuture<String>> types = keys.stream().map(redis::type).toList();
        RedisFuture<List<Long>> expiries = redis.eval(EXPIRIES, ScriptOutputType.MULTI, keys.toArray(String[]::new));
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
                var parts = parts(content);
                // Gone, or of another type, since it was looked at.
                if (!parts.isEmpty()) {
                    values.put(keys.get(i), new StoredValue(
                            Redis.await(types.get(i)), parts, Redis.await(expiries).get(i + 1), Redis.await(expiries).getFirst()));
                }
            }
        }
        return values;
    }

    /** Whether the key was to go within so many milliseconds after it was read. */
    public boolean isGoneWithin(long millis) {
        return expiresAt != NEVER && expiresAt <= readAt + millis;
    }

    /** Whether both expire at once, within so many milliseconds; both were read from one server. */
    public boolean expiresLike(StoredValue other, long tolerance) {
        return (expiresAt == NEVER || other.expiresAt == NEVER)
                ? expiresAt == other.expiresAt
                : Math.abs(expiresAt - other.expiresAt) <= tolerance;
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
