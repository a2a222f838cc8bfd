package studio.dictation.query.progress;

import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Node;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.Reads;

import static org.assertj.core.api.Assertions.assertThat;

/** Many dictations, read from a real Redis. */
class CompletionQueriesIT {
    private static final String ADA = "ada@example.org";

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Node node = Node.started("a", redis, store.dataSource());
    private final RedisCommands<String, byte[]> stored = redis.in(Projections.LEARNERS.database());
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final CompletionQueries completions =
            new CompletionQueries(counted(node.engine().reads(Projections.LEARNERS.name())));

    @BeforeEach
    void waitUntilReadsAreAnswered() {
        node.awaitCaughtUp();
        stored.hset("user:" + ADA, Map.of("account_id", bytes("an account's")));
    }

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000})
    void takeThreeRoundTripsAtMostHoweverManyThereAre(int all) {
        IntStream.range(0, all).forEach(number -> save("c:v" + number, "{\"0\":\"a\"}"));

        var known = completions.handle(new FindCompletions(
                ADA, "c", IntStream.range(0, all).mapToObj(number -> "v" + number).toList()));
        assertThat(roundTrips.getAndSet(0)).isLessThanOrEqualTo(1);
        var begun = completions.handle(new FindChannelCompletions(ADA, "c"));
        assertThat(roundTrips.getAndSet(0)).isLessThanOrEqualTo(2);
        var dictations = completions.handle(new GetDictations(ADA));
        assertThat(roundTrips.getAndSet(0)).isLessThanOrEqualTo(3);

        assertThat(known).hasSize(all).isEqualTo(begun);
        assertThat(Objects.requireNonNull(dictations).dictations()).hasSize(all);
    }

    @Test
    void areThoseOfTheChannelAlone() {
        save("c:v1", "{}");
        save("c2:v1", "{}");
        save("other:c", "{}");

        assertThat(completions.handle(new FindChannelCompletions(ADA, "c")))
                .containsExactly(new CompletionView("v1", new BigDecimal("2.5")));
        assertThat(completions.handle(new FindCompletions(ADA, "c", List.of("v1", "v2"))))
                .extracting(CompletionView::videoId).containsExactly("v1");
    }

    @Test
    void leaveOutInWhatNothingWasTyped() {
        save("c:opened", "{}");
        save("c:typed", "{\"7\":\"\"}");

        assertThat(Objects.requireNonNull(completions.handle(new GetDictations(ADA))).dictations())
                .extracting(DictationsView.Dictation::videoId).containsExactly("typed");
    }

    @Test
    void areNoneOfAVideoThatWasRemoved() {
        save("c:gone", "{\"0\":\"a\"}");
        stored.zadd("idx:removed_videos", 1, bytes("c:gone"));

        assertThat(completions.handle(new FindChannelCompletions(ADA, "c"))).isEmpty();
        assertThat(Objects.requireNonNull(completions.handle(new GetDictations(ADA))).dictations()).isEmpty();
    }

    @Test
    void areNobodysWhoIsUnknown() {
        assertThat(completions.handle(new GetDictations("nobody@example.org"))).isNull();
    }

    private void save(String video, String typed) {
        stored.zadd("idx:progress:" + ADA, stored.zcard("idx:progress:" + ADA), bytes(video));
        stored.hset(ADA + ":" + video, Map.of("userInput", bytes(typed), "overallCompletion", bytes("2.5")));
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
