package studio.dictation.query.code;

import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.events.code.CodeIssued;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.MovedClock;
import studio.dictation.query.redis.RedisDatabases;
import studio.dictation.rules.CodeText;

import static org.assertj.core.api.Assertions.assertThat;

/** The membership codes that can be redeemed, as Redis has them and as they are listed. */
class CodesIT {
    private static final UUID ANN = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    private static final String FIRST = "0123456789abcdef";
    private static final String SECOND = "00000000000000ff";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final MovedClock clock = new MovedClock(now);
    private final TestRedis redis = TestRedis.shared();
    private final RedisCommands<String, byte[]> stored = redis.in(Projections.LEARNERS.database());

    @Test
    void standAsTheGuideHasThemUntilTheyExpire() {
        write(issued(FIRST, now));

        assertThat(stored("verification_code:" + FIRST))
                .isEqualTo("{\"timestamp\":%d.0,\"duration\":\"60days\",\"days\":60}".formatted(now.getEpochSecond()));
        assertThat(stored.pttl("verification_code:" + FIRST)).isBetween(3_500_000L, 3_600_000L);
        assertThat(index()).containsExactly(FIRST);
    }

    @Test
    void leaveNothingWhenTheyHaveExpired() {
        write(issued(FIRST, now.minus(CodeText.LIFE)), redeemed(FIRST, now.minus(CodeText.LIFE)));

        assertThat(stored.exists("verification_code:" + FIRST, "redeemed_code:" + FIRST)).isZero();
    }

    @Test
    void areForgottenByTheIndexOnceALaterOneIsMade() {
        var issued = List.of(issued(FIRST, now.minus(CodeText.LIFE)), issued(SECOND, now));
        write(issued.toArray());
        assertThat(index()).containsExactly(SECOND);

        redis.flushAll();
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            issued.forEach(event -> learners.batch(List.of(event)));
        }
        assertThat(index()).containsExactly(SECOND);
    }

    /** A learner's events are one sequence; that a code was made is told to all sequences, to one sooner and to another later. */
    @Test
    void areGoneOnceRedeemedInWhateverOrderTheSequencesHear() {
        var issued = issued(FIRST, now);
        var redeemed = redeemed(FIRST, now);
        for (var orders : List.of(List.of("0 r", "1 i"), List.of("1 i", "0 i r"), List.of("0 i r", "1 i"), List.of("0 i", "0 r", "1 i"))) {
            redis.flushAll();
            try (var zero = new Written(redis, Projections.LEARNERS, 0, 2);
                    var one = new Written(redis, Projections.LEARNERS, 1, 2)) {
                for (var batch : orders) {
                    var events = new ArrayList<>();
                    if (batch.contains("i")) {
                        events.add(issued);
                    }
                    if (batch.contains("r")) {
                        events.add(redeemed);
                    }
                    (batch.startsWith("0") ? zero : one).batch(events);
                }
            }
            assertThat(stored.exists("verification_code:" + FIRST)).as(orders.toString()).isZero();
            assertThat(stored("redeemed_code:" + FIRST)).isEqualTo("true");
        }
    }

    @Test
    void areListedNewestFirst() {
        write(issued(FIRST, now.minusSeconds(60)), issued(SECOND, now), issued("1111111111111111", now), redeemed("1111111111111111", now));

        assertThat(listed()).containsExactly(
                new CodeView(SECOND, text(SECOND, now).full(), "60days", 60, now.toEpochMilli(), now.toEpochMilli() + 3_600_000, 3_600),
                new CodeView(FIRST, text(FIRST, now.minusSeconds(60)).full(), "60days", 60, now.toEpochMilli() - 60_000,
                        now.toEpochMilli() + 3_540_000, 3_540));
    }

    @Test
    void areListedUntilTheirLastSecond() {
        write(issued(FIRST, now));

        clock.pass(CodeText.LIFE.minusSeconds(1));
        assertThat(listed()).extracting(CodeView::remainingSeconds).containsExactly(1L);
        clock.pass(Duration.ofMillis(1));
        assertThat(listed()).isEmpty();
    }

    @Test
    void areListedAThousandAtMost() {
        write(IntStream.range(0, 1_001).mapToObj(number -> issued("%016x".formatted(number), now.plusMillis(number)))
                .toArray());

        assertThat(listed()).hasSize(1_000).extracting(CodeView::codePart).doesNotContain("%016x".formatted(0));
    }

    @Test
    void areNotPrinted() {
        write(issued(FIRST, now));

        assertThat(listed().toString()).doesNotContain(FIRST, text(FIRST, now).check());
    }

    private void write(Object... events) {
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            learners.batch(List.of(events));
        }
    }

    private List<CodeView> listed() {
        try (var databases = new RedisDatabases(redis.address())) {
            var reads = new GuardedReads(databases, Projections.LEARNERS.name(), Projections.LEARNERS.database(), Written.TRUSTING);
            return new CodeQueries(reads, clock).handle(new FindCodes());
        }
    }

    private String stored(String key) {
        return new String(stored.get(key), StandardCharsets.UTF_8);
    }

    private List<String> index() {
        return stored.zrangebyscore("idx:verification_codes", Range.unbounded()).stream()
                .map(member -> new String(member, StandardCharsets.UTF_8)).toList();
    }

    private static CodeText text(String random, Instant at) {
        return CodeText.of(random, "60days", CodeText.timestamp(at));
    }

    private static CodeIssued issued(String random, Instant at) {
        return new CodeIssued(random, "60days", 60, CodeText.timestamp(at), at.plus(CodeText.LIFE), at);
    }

    private static CodeRedeemed redeemed(String random, Instant at) {
        return new CodeRedeemed(ANN, random, new UUID(0, 1), "Pro", 60, at.plus(CodeText.LIFE), at);
    }
}
