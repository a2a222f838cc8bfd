package studio.dictation.query.redis;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How often something may still be done, counted by all nodes together. Kept in a database of its own, which no projection
 * fills and none swaps; what is lost with it is allowed again.
 */
public final class Allowances {
    /** The database of the counts. */
    public static final int DATABASE = 3;

    /** A count lives on for that long after it has become a full one again. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final RedisDatabases databases;
    private final TimeMeter time;

    /** Connects when first used; all nodes have to agree on the time. */
    public Allowances(RedisDatabases databases, Clock clock) {
        this.databases = databases;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /**
     * What may be done: that many times at once, and no more often than that many times a period in the long run.
     *
     * @param key    where it is counted
     * @param uses   ≥ 1
     * @param period in which a used up allowance becomes a full one again
     */
    public record Allowance(Key key, int uses, Duration period) {}

    /**
     * Takes one use from each, or from none if any is used up.
     *
     * @return nothing if they were taken; else how long it takes until the one that is used up has one use again
     */
    public Optional<Duration> take(List<Allowance> allowances) {
        for (int i = 0; i < allowances.size(); i++) {
            var probe = bucket(allowances.get(i)).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                giveBack(allowances.subList(0, i));
                return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
        return Optional.empty();
    }

    /** Gives one use back to each. */
    public void giveBack(List<Allowance> allowances) {
        allowances.forEach(allowance -> bucket(allowance).addTokens(1));
    }

    private BucketProxy bucket(Allowance allowance) {
        var key = allowance.key().text(account -> {
            throw new IllegalArgumentException("Allowances name accounts by a digest");
        });
        return Bucket4jLettuce.casBasedBuilder(databases.shared(DATABASE))
                .clientClock(time)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(LINGER))
                .build()
                .builder()
                .build(key, () -> BucketConfiguration.builder()
                        .addLimit(limit -> limit.capacity(allowance.uses())
                                .refillGreedy(allowance.uses(), allowance.period()))
                        .build());
    }
}
