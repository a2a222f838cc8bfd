package studio.dictation.query.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static studio.dictation.query.redis.Guarded.text;
import static studio.dictation.query.redis.Guarded.utf8;
import static studio.dictation.query.redis.Guarded.whole;

/** Answers kept in a projection's database, behind a line with the version that each was made from. */
public final class KeptAnswers implements Answers {
    // Beside the position only: a key that stands alone would look like somebody else's data.
    private static final String KEEP = """
            local version = (redis.call('HGET', KEYS[2], ARGV[1]) or '') .. ':' .. (redis.call('HGET', KEYS[3], ARGV[2]) or '0')
            if version == ARGV[3] then redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) end
            return 1""";

    private final Guarded guarded;

    /** Keeps answers in the database of a projection. */
    public KeptAnswers(RedisDatabases databases, String projection, int database, GuardedReads.Guard guard) {
        guarded = new Guarded(databases, projection, database, guard);
    }

    @Override
    public Kept kept(Key answer, Key changes) {
        var read = guarded.read(redis -> List.of(redis.get(whole(answer)), redis.hget(whole(changes), Field.VERSION.redisName())));
        var marked = read.replies().getFirst();
        var count = read.replies().getLast();
        var version = read.stands().getFirst().epoch() + ":" + (count == null ? "0" : text(count));
        return new Kept(version, marked == null ? null : behind(version + "\n", text(marked)));
    }

    @Override
    public void keep(Key answer, Key changes, Kept seen, String made, Duration life) {
        try {
            Redis.await(guarded.databases().shared(guarded.database())
                    .async()
                    .eval(
                            KEEP,
                            ScriptOutputType.INTEGER,
                            new String[] {whole(answer), EngineKeys.projection(guarded.projection()), whole(changes)},
                            utf8(EngineKeys.EPOCH),
                            utf8(Field.VERSION.redisName()),
                            utf8(seen.version()),
                            utf8(seen.version() + "\n" + made),
                            utf8(Long.toString(life.toMillis()))));
        } catch (RedisException e) {
            throw new ProjectionUnavailable(guarded.projection(), e);
        }
    }

    private static @Nullable String behind(String mark, String text) {
        return text.startsWith(mark) ? text.substring(mark.length()) : null;
    }
}
