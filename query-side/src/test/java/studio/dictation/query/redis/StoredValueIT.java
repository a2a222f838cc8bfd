package studio.dictation.query.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.query.engine.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What stands under keys when one looks, and until when. */
class StoredValueIT {
    private static final Duration SLOW = Duration.ofMillis(1_500);

    private final TestRedis redis = TestRedis.own();
    private final RedisDatabases databases = new RedisDatabases(redis.address());

    @AfterEach
    void close() {
        databases.close();
        redis.close();
    }

    @Test
    void standsUntilTheSameInstantHoweverLongTheAnswersTake() {
        redis.in(0).setex("code", 3_600, "60days".getBytes(StandardCharsets.UTF_8));
        redis.in(0).sadd("for-ever", "member".getBytes(StandardCharsets.UTF_8));
        var before = read();

        redis.in(0).clientPause(SLOW.toMillis());
        var after = read();

        assertThat(after.get(0).readAt() - before.get(0).readAt()).isGreaterThanOrEqualTo(SLOW.toMillis());
        assertThat(after.get(0).expiresAt()).isCloseTo(before.get(0).expiresAt(), within(5L));
        assertThat(after.get(0).expiresAt() - after.get(0).readAt()).isBetween(3_590_000L, 3_600_000L);
        assertThat(after.get(0).isGoneWithin(3_500_000)).isFalse();
        assertThat(after.get(0).isGoneWithin(3_600_000)).isTrue();
        assertThat(after.get(1).expiresAt()).isEqualTo(-1);
        assertThat(after.get(1).isGoneWithin(Long.MAX_VALUE / 2)).isFalse();
    }

    private List<StoredValue> read() {
        var keys = List.of("code", "for-ever");
        var found = StoredValue.read(databases.shared(0).async(), keys);
        return keys.stream().map(found::get).toList();
    }
}
