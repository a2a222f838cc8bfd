package studio.dictation.query.report;

import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Node;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.Reads;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of all reports, read from a real Redis. */
class ReportQueriesIT {
    private static final long BEGIN = 1_793_534_400_000L;

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Node node = Node.started("a", redis, store.dataSource());
    private final RedisCommands<String, byte[]> stored = redis.in(Projections.LEARNERS.database());
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final ReportQueries reports = new ReportQueries(counted(node.engine().reads(Projections.LEARNERS.name())));

    @BeforeEach
    void waitUntilReadsAreAnswered() {
        node.awaitCaughtUp();
    }

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "50, 50", "51, 50", "400, 50"})
    void takeARoundTripForTenLearnersHoweverManyReportsThereAre(int all, int onThePage) {
        for (int i = 0; i < all; i++) {
            report(i);
        }

        var page = reports.handle(new FindReports(null, 50));

        assertThat(roundTrips).hasValueLessThanOrEqualTo(1 + (onThePage + 9) / 10);
        assertThat(page.reports()).hasSize(onThePage);
    }

    @Test
    void goOnBehindTheOneBefore() {
        for (int i = 0; i < 5; i++) {
            report(i);
        }

        var first = reports.handle(new FindReports(null, 2));
        var second = reports.handle(new FindReports(first.next(), 2));
        var last = reports.handle(new FindReports(second.next(), 2));

        assertThat(List.of(first, second, last)).extracting(page -> page.reports().stream().map(ReportView::id).toList())
                .containsExactly(List.of(id(4), id(3)), List.of(id(2), id(1)), List.of(id(0)));
        assertThat(last.next()).isNull();
    }

    @Test
    void goOnBehindWhatCannotBeRead() {
        for (int i = 0; i < 4; i++) {
            report(i);
        }
        stored.hset("user:" + email(2), "video_error_reports", bytes("no JSON"));
        stored.hdel("user:" + email(3), "video_error_reports");

        var first = reports.handle(new FindReports(null, 2));

        assertThat(first.reports()).isEmpty();
        assertThat(reports.handle(new FindReports(first.next(), 2)).reports()).extracting(ReportView::id)
                .containsExactly(id(1), id(0));
    }

    @Test
    void ofOneLearnerAreOneRoundTrip() {
        report(0);

        assertThat(Objects.requireNonNull(reports.handle(new GetReports(email(0)))).reports()).hasSize(1);
        assertThat(roundTrips).hasValue(1);
        assertThat(reports.handle(new GetReports("nobody@example.org"))).isNull();
    }

    private void report(int number) {
        var email = email(number);
        var report = new ReportView(id(number), "c", "Channel", "v", "Video", email, "Ada", "other", "?", "pending", BEGIN + number,
                null, null);
        stored.zadd("idx:newest_error_reports", BEGIN + number, bytes(id(number)));
        stored.hset("idx:error_reports", id(number), bytes(email));
        stored.hset("user:" + email, Map.of(
                "account_id", bytes(new UUID(0, number).toString()), "video_error_reports", Reports.CODEC.write(List.of(report))));
    }

    private static String id(int number) {
        return "VER_%d_x".formatted(BEGIN + number);
    }

    private static String email(int number) {
        return "user-%d@example.org".formatted(number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same reads, each of which is one round trip. */
    private Reads counted(Reads reads) {
        return (Reads) Proxy.newProxyInstance(Reads.class.getClassLoader(), new Class<?>[] {Reads.class}, (proxy, read, arguments) -> {
            roundTrips.incrementAndGet();
            try {
                return read.invoke(reads, arguments);
            } catch (InvocationTargetException failed) {
                throw Objects.requireNonNull(failed.getCause());
            }
        });
    }
}
