package studio.dictation.query.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where Redis is.
 *
 * @param password null when none is needed
 */
public record RedisAddress(String host, int port, @Nullable String password) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
