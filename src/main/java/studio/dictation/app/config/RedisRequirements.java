package studio.dictation.app.config;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import studio.dictation.app.settings.StartRefused;

/** What the projections need of a Redis server; checked at start, so that nothing is found out later. */
final class RedisRequirements {
    private static final int DATABASES = 16;

    private RedisRequirements() {}

    /**
     * Checks version, number of databases and eviction.
     *
     * @throws StartRefused with the one thing to change
     */
    static void check(RedisConnectionFactory redis) {
        try (var connection = redis.getConnection()) {
            var server = connection.serverCommands();
            var version = setting(server.info("server"), "redis_version");
            if (!isRecent(version)) {
                throw new StartRefused("Redis " + version + " is too old: 6.2 or newer is needed");
            }
            if (Integer.parseInt(setting(server.getConfig("databases"), "databases")) < DATABASES) {
                throw new StartRefused("Redis must have at least " + DATABASES + " databases (setting 'databases')");
            }
            if (!setting(server.getConfig("maxmemory-policy"), "maxmemory-policy").equals("noeviction")) {
                throw new StartRefused("Redis must not evict keys: set 'maxmemory-policy' to noeviction");
            }
        }
    }

    private static String setting(@Nullable Properties settings, String name) {
        return settings == null ? "" : settings.getProperty(name, "");
    }

    private static boolean isRecent(String version) {
        var parts = version.split("\\.", 3);
        int major = Integer.parseInt(parts[0]);
        return major > 6 || (major == 6 && Integer.parseInt(parts[1]) >= 2);
    }
}
