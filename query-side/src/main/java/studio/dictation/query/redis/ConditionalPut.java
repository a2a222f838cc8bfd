package studio.dictation.query.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A string that is set unless another key is there when it is written, whatever happened before in the same transaction. */
record ConditionalPut(int event, Key other, Key key, String value, Instant expiresAt) {
    private static final String WRITE = """
            if redis.call('EXISTS', KEYS[1]) == 0 then
              redis.call('SET', KEYS[2], ARGV[1], 'PXAT', ARGV[2])
            end
            return 1""";

    /** Sends it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the replies are checked together, in the answer to EXEC
    void write(RedisAsyncCommands<String, byte[]> redis) {
        redis.eval(WRITE, ScriptOutputType.INTEGER, new String[] {other.prefix(), key.prefix()},
                value.getBytes(StandardCharsets.UTF_8),
                Long.toString(expiresAt.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
    }
}
