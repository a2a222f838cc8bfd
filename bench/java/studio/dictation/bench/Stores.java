package studio.dictation.bench;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.settings.Secret;

/** Runs the embedded stores of a data directory alone, and prints the settings that lead to them. Ends with its process. */
public final class Stores {
    private Stores() {}

    /** Runs until the process is ended. */
    public static void main(String[] args) {
        var stores = EmbeddedStores.start(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(stores::close));
        var addresses = stores.addresses();
        var postgres = addresses.postgres();
        var redis = addresses.redis();
        System.out.println("POSTGRES_URL='" + postgres.url() + "'");
        System.out.println("POSTGRES_USER='" + postgres.user() + "'");
        System.out.println("POSTGRES_PASSWORD='" + text(postgres.password()) + "'");
        System.out.println("REDIS_HOST='" + redis.host() + "'");
        System.out.println("REDIS_PORT='" + redis.port() + "'");
        System.out.println("REDIS_PASSWORD='" + text(redis.password()) + "'");
        LockSupport.park();
    }

    private static String text(@Nullable Secret secret) {
        return secret == null ? "" : secret.value();
    }
}
