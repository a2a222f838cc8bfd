package studio.dictation.query.redis;

import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * From where somebody has signed in to an account. Kept beside {@link Allowances}, in the database that no projection fills;
 * what is lost with it is learned again.
 */
public final class KnownPlaces {
    private static final byte[] KNOWN = "1".getBytes(StandardCharsets.US_ASCII);

    private final RedisDatabases databases;

    /** Connects when first used. */
    public KnownPlaces(RedisDatabases databases) {
        this.databases = databases;
    }

    /** Whether it was remembered, and not too long ago. */
    public boolean knows(Key place) {
        return Redis.await(databases.shared(Allowances.DATABASE).async().exists(text(place))) > 0;
    }

    /** Remembers it for a while from now on. */
    public void remember(Key place, Duration life) {
        Redis.await(databases.shared(Allowances.DATABASE).async().set(text(place), KNOWN, SetArgs.Builder.px(life)));
    }

    private static String text(Key place) {
        return place.text(account -> {
            throw new IllegalArgumentException("Places name accounts by a digest");
        });
    }
}
