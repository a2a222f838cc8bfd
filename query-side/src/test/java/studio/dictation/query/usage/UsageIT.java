package studio.dictation.query.usage;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.RedisDump;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.Numbers;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures of each day, whatever learners did and however the days were mixed up. */
class UsageIT {
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 26);
    private static final int DAYS = 9;
    private static final int LEARNERS = 6;
    private static final int SEGMENTS = 3;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T09:00:00Z"), ZoneOffset.UTC);
    private final TestRedis redis = TestRedis.shared();
    private final RedisDatabases databases = new RedisDatabases(redis.address());

    @AfterEach
    void close() {
        databases.close();
    }

    /** What a learner did. */
    private record Done(UUID learner, LocalDate day, long millis) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfAPlainCountForAnyWindowAndAnyOrderOfDays(long seed) {
        var random = new Random(seed);
        var history = history(random);
        write(history, random, SEGMENTS);
        var live = RedisDump.of(redis, 0);
        var queries = queries();
        for (int from = 0; from < DAYS; from++) {
            for (int days = 0; days <= DAYS - from; days++) {
                assertThat(queries.usage(FIRST.plusDays(from), days))
                        .as("%d days from day %d of %s", days, from, history)
                        .isEqualTo(counted(history, FIRST.plusDays(from), days));
            }
        }
        redis.flushAll();
        write(history, random, 1);
        RedisDump.of(redis, 0).assertSameAs(live);
    }

    @Test
    void endToday() {
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            var ann = new UUID(0, 1);
            learners.batch(List.of(
                    registered(ann, LocalDate.of(2026, 3, 1)),
                    saved(ann, LocalDate.of(2026, 2, 28), 1_000),
                    saved(ann, LocalDate.of(2026, 3, 1), 500),
                    saved(ann, LocalDate.of(2026, 3, 2), 250)));
            assertThat(queries().handle(new GetUsage(2))).isEqualTo(new UsageView(1, Numbers.seconds(1_500), 1, List.of(
                    new UsageView.Day(LocalDate.of(2026, 2, 28), 1, Numbers.seconds(1_000), 0),
                    new UsageView.Day(LocalDate.of(2026, 3, 1), 1, Numbers.seconds(500), 1))));
            assertThat(queries().handle(new GetUsage(0))).isEqualTo(new UsageView(0, Numbers.seconds(0), 0, List.of()));
            assertThat(queries().handle(new GetUsage(GetUsage.MOST_DAYS)).days()).hasSize(366);
        }
    }

    @Test
    void sayOnWhichDayBeforeLearnersStudied() {
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            var ann = new UUID(0, 1);
            learners.batch(List.of(registered(ann, FIRST), saved(ann, FIRST, 1), saved(ann, FIRST.plusDays(3), 1)));
            assertThat(figures("20260301")).isEqualTo(Map.of("users", "1", "millis", "1", "prev:20260226", "1"));
            learners.batch(List.of(saved(ann, FIRST.plusDays(2), 1), saved(ann, FIRST.plusDays(1), 0)));
            assertThat(figures("20260301")).isEqualTo(
                    Map.of("users", "1", "millis", "1", "prev:20260226", "0", "prev:20260228", "1"));
            assertThat(figures("20260227")).as("nothing was studied").isEmpty();
        }
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, 25).boxed();
    }

    /** Saves of a few learners on a few days, some without any time, as nodes with different clocks tell of them. */
    private static List<Done> history(Random random) {
        List<Done> history = new ArrayList<>();
        for (int i = 0; i < 10 + random.nextInt(60); i++) {
            var millis = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 86_400_001);
            history.add(new Done(new UUID(0, random.nextInt(LEARNERS)), FIRST.plusDays(random.nextInt(DAYS)), millis));
        }
        return history;
    }

    /** Segments in turns, each learner's events in their order, in batches cut anywhere. */
    private void write(List<Done> history, Random random, int segments) {
        List<List<Object>> events = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            events.add(new ArrayList<>());
        }
        for (int i = 0; i < LEARNERS; i++) {
            events.get(i % segments).add(registered(new UUID(0, i), FIRST.plusDays(i % DAYS)));
        }
        history.forEach(done -> events.get((int) (done.learner.getLeastSignificantBits() % segments))
                .add(saved(done.learner, done.day, done.millis)));
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            turns.addAll(Collections.nCopies(events.get(i).size(), i));
        }
        Collections.shuffle(turns, random);
        List<Written> written = new ArrayList<>();
        try {
            for (int i = 0; i < segments; i++) {
                written.add(new Written(redis, Projections.LEARNERS, i, segments));
            }
            for (int turn : turns) {
                var left = events.get(turn);
                var batch = left.subList(0, Math.min(left.size(), random.nextInt(6)));
                written.get(turn).batch(batch);
                batch.clear();
            }
            for (int i = 0; i < segments; i++) {
                written.get(i).batch(events.get(i));
            }
        } finally {
            written.forEach(Written::close);
        }
    }

    private UsageView counted(List<Done> history, LocalDate first, int days) {
        List<UsageView.Day> counted = new ArrayList<>();
        Set<UUID> all = new HashSet<>();
        long total = 0;
        long newUsers = 0;
        for (var day : first.datesUntil(first.plusDays(days)).toList()) {
            var studied = history.stream().filter(done -> done.day.equals(day) && done.millis > 0).toList();
            var users = new HashSet<>(studied.stream().map(Done::learner).toList());
            all.addAll(users);
            var millis = studied.stream().mapToLong(Done::millis).sum();
            total += millis;
            var registered = Stream.iterate(0, i -> i < LEARNERS, i -> i + 1)
                    .filter(i -> FIRST.plusDays(i % DAYS).equals(day))
                    .count();
            newUsers += registered;
            counted.add(new UsageView.Day(day, users.size(), Numbers.seconds(millis), registered));
        }
        return new UsageView(all.size(), Numbers.seconds(total), newUsers, counted);
    }

    private UsageQueries queries() {
        return new UsageQueries(new GuardedReads(databases, "learners", 0, Written.TRUSTING), CLOCK);
    }

    private Map<String, String> figures(String day) {
        Map<String, String> figures = new HashMap<>();
        redis.in(0).hgetall("idx:active:" + day)
                .forEach((field, value) -> figures.put(field, new String(value, StandardCharsets.UTF_8)));
        return figures;
    }

    private static AccountRegistered registered(UUID account, LocalDate day) {
        return new AccountRegistered(account, account + "@example.org", "Name", "", null, "User", "en",
                day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static ProgressSaved saved(UUID account, LocalDate day, long millis) {
        return new ProgressSaved(account, "c", "v", 1, Map.of(), List.of(), 5, 50, millis, null,
                day.atStartOfDay().toInstant(ZoneOffset.UTC).plus(Duration.ofHours(23)));
    }
}
