package studio.dictation.query.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.concurrent.TimeUnit;

/** How replies are waited for. */
final class Redis {
    private static final long PATIENCE_SECONDS = 10;

    private Redis() {}

    /** The reply, or the reason why there is none, as an unchecked Lettuce exception. */
    static <T> T await(RedisFuture<T> future) {
        return LettuceFutures.awaitOrCancel(future, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A reply to a read: a key of another type is nobody's passing trouble, the data is not ours as it stands. */
    static <T> T read(RedisFuture<T> future) throws BrokenData {
        try {
            return await(future);
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw new BrokenData("Redis refused a read: " + e.getMessage());
            }
            throw e;
        }
    }
}
