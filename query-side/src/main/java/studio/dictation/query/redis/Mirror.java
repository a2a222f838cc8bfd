package studio.dictation.query.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set that holds {@code owner:member} for every member of an owner's sorted set, as long as the owner is in a set of its own.
 * What it has to hold is looked up when it is written, so it is right whatever happened before in the same transaction.
 */
record Mirror(Key set, Key owners, String owner, Key sortedSet) {
    private static final String WRITE = """
            local open = redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1
            local members = ARGV[2] == 'all' and redis.call('ZRANGE', KEYS[3], 0, -1) or {}
            for i = 3, #ARGV do members[#members + 1] = ARGV[i] end
            for _, member in ipairs(members) do
              if open and redis.call('ZSCORE', KEYS[3], member) then
                redis.call('SADD', KEYS[1], ARGV[1] .. ':' .. member)
              else
                redis.call('SREM', KEYS[1], ARGV[1] .. ':' .. member)
              end
            end
            return #members""";

    /** Sends what brings the set up to date with some members; among them null stands for all that the sorted set holds. */
    @SuppressWarnings("FutureReturnValueIgnored") // the replies are checked together, in the answer to EXEC
    void write(RedisAsyncCommands<String, byte[]> redis, Set<@Nullable String> members) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(bytes(owner));
        arguments.add(bytes(members.contains(null) ? "all" : "some"));
        for (var member : members) {
            if (member != null) {
                arguments.add(bytes(member));
            }
        }
        redis.eval(WRITE, ScriptOutputType.INTEGER, new String[] {set.prefix(), owners.prefix(), sortedSet.prefix()},
                arguments.toArray(byte[][]::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
