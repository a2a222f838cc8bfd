package studio.dictation.query.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.Allowances.Allowance;

import static org.assertj.core.api.Assertions.assertThat;

class AllowancesIT {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final TestRedis redis = TestRedis.shared();
    private final MovedClock clock = new MovedClock();
    private final RedisDatabases databases = new RedisDatabases(redis.address());
    private final RedisDatabases ofAnotherNode = new RedisDatabases(redis.address());
    private final Allowances allowances = new Allowances(databases, clock);
    private final Allowances there = new Allowances(ofAnotherNode, clock);
    private final Allowance ten = new Allowance(Key.throttledAddress("passwords", "203.0.113.7"), 10, QUARTER);
    private final Allowance two = new Allowance(Key.throttledAccount("passwords", "ab12"), 2, QUARTER);

    @AfterEach
    void close() {
        databases.close();
        ofAnotherNode.close();
    }

    @Test
    void endsForAllNodesTogetherAndComesBackWithTheTime() {
        for (int i = 0; i < 10; i++) {
            assertThat((i % 2 == 0 ? allowances : there).take(List.of(ten))).isEmpty();
        }

        assertThat(there.take(List.of(ten))).hasValue(Duration.ofSeconds(90));

        clock.pass(Duration.ofSeconds(89));
        assertThat(allowances.take(List.of(ten))).hasValue(Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(1));
        assertThat(allowances.take(List.of(ten))).isEmpty();
        assertThat(there.take(List.of(ten))).isPresent();
    }

    @Test
    void isTakenFromAllOrFromNone() {
        allowances.take(List.of(ten, two));
        allowances.take(List.of(ten, two));

        for (int i = 0; i < 20; i++) {
            assertThat(allowances.take(List.of(ten, two))).isPresent();
        }

        for (int i = 0; i < 8; i++) {
            assertThat(allowances.take(List.of(ten))).isEmpty();
        }
        assertThat(allowances.take(List.of(ten))).isPresent();
    }

    @Test
    void canBeGivenBackButNeverGrows() {
        allowances.take(List.of(two));
        allowances.giveBack(List.of(two));
        allowances.giveBack(List.of(two));

        assertThat(allowances.take(List.of(two))).isEmpty();
        assertThat(allowances.take(List.of(two))).isEmpty();
        assertThat(allowances.take(List.of(two))).isPresent();
    }

    @Test
    void isNotExceededByManyAtOnce() {
        var taken = IntStream.range(0, 50)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        (number % 2 == 0 ? allowances : there).take(List.of(ten)).isEmpty()))
                .toList();

        assertThat(taken.stream().filter(CompletableFuture::join)).hasSize(10);
    }

    @Test
    void liesWhereTheDocumentSaysAndNoLongerThanItMatters() throws Exception {
        allowances.take(List.of(ten, two));

        var layout = RedisLayout.parse(RedisLayout.DOCUMENT);
        var keys = redis.in(Allowances.DATABASE).keys("*");
        assertThat(keys).containsExactlyInAnyOrder("throttle:passwords:address:203.0.113.7", "throttle:passwords:account:ab12");
        assertThat(keys).allSatisfy(key -> {
            assertThat(layout.familiesOf(Allowances.DATABASE, key)).singleElement().satisfies(family -> {
                assertThat(family.type()).isEqualToIgnoringCase(redis.in(Allowances.DATABASE).type(key));
                assertThat(family.isExpiring()).isTrue();
            });
            assertThat(redis.in(Allowances.DATABASE).ttl(key)).isBetween(1L, QUARTER.toSeconds());
        });
    }
}
