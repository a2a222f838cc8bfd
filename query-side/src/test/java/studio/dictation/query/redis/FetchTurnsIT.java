package studio.dictation.query.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.FetchTurns.Failed;
import studio.dictation.query.redis.FetchTurns.Occupied;
import studio.dictation.query.redis.FetchTurns.Taken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class FetchTurnsIT {
    private static final String VIDEO = "dQw4w9WgX-_";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestRedis redis = TestRedis.shared();
    private final RedisDatabases databases = new RedisDatabases(redis.address());
    private final RedisDatabases ofAnotherNode = new RedisDatabases(redis.address());
    private final FetchTurns here = new FetchTurns(databases);
    private final FetchTurns there = new FetchTurns(ofAnotherNode);

    @AfterEach
    void close() {
        here.close();
        there.close();
        databases.close();
        ofAnotherNode.close();
    }

    @Test
    void isOneNodesAtATimeForEachVideo() {
        assertThat(here.take(VIDEO, "a", LONG)).isEqualTo(new Taken());

        assertThat(there.take(VIDEO, "b", LONG)).isInstanceOfSatisfying(Occupied.class, occupied ->
                assertThat(occupied.atMost()).isBetween(Duration.ofSeconds(20), LONG));
        assertThat(there.take("other_video", "c", LONG)).isEqualTo(new Taken());

        here.end(VIDEO, "a", Duration.ZERO);
        assertThat(there.take(VIDEO, "b", LONG)).isEqualTo(new Taken());
    }

    @Test
    void isGivenToOneOfManyWhoAskAtOnce() {
        var answers = IntStream.range(0, 50)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        (number % 2 == 0 ? here : there).take(VIDEO, "owner " + number, LONG)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(Taken.class::isInstance)).hasSize(1);
    }

    @Test
    void endsForThoseWhoWaitOnOtherNodes() throws InterruptedException {
        here.take(VIDEO, "a", LONG);
        try (var waiting = there.waitFor(VIDEO);
                var another = there.waitFor("other_video")) {
            here.end(VIDEO, "a", Duration.ZERO);

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> waiting.await(LONG));
            another.await(Duration.ofMillis(1));
        }
    }

    @Test
    void lapsesWhenItsOwnerIsGone() {
        here.take(VIDEO, "gone", Duration.ofMillis(50));

        await().until(() -> there.take(VIDEO, "b", LONG) instanceof Taken);

        // Who comes back too late changes nothing for the next one.
        here.end(VIDEO, "gone", LONG);
        assertThat(here.take(VIDEO, "c", LONG)).isInstanceOf(Occupied.class);
    }

    @Test
    void isNobodysWhileAFailureIsRemembered() {
        here.take(VIDEO, "a", LONG);
        here.end(VIDEO, "a", LONG);

        assertThat(there.take(VIDEO, "b", LONG)).isInstanceOfSatisfying(Failed.class, failed ->
                assertThat(failed.remembered()).isBetween(Duration.ofSeconds(20), LONG));
    }

    @Test
    void isSomebodysAgainWhenAFailureIsForgotten() {
        here.take(VIDEO, "a", LONG);
        here.end(VIDEO, "a", Duration.ofMillis(50));

        await().until(() -> there.take(VIDEO, "b", LONG) instanceof Taken);
    }

    @Test
    void liesWhereTheDocumentSaysAndNoLongerThanItMatters() throws Exception {
        here.take(VIDEO, "a", LONG);
        here.take("other_video", "b", LONG);
        here.end("other_video", "b", LONG);

        var layout = RedisLayout.parse(RedisLayout.DOCUMENT);
        var keys = redis.in(Allowances.DATABASE).keys("*");
        assertThat(keys).containsExactlyInAnyOrder("transcript:fetching:" + VIDEO, "transcript:failed:other_video");
        assertThat(keys).allSatisfy(key -> {
            assertThat(layout.familiesOf(Allowances.DATABASE, key)).singleElement().satisfies(family ->
                    assertThat(family.type()).isEqualToIgnoringCase(redis.in(Allowances.DATABASE).type(key)));
            assertThat(redis.in(Allowances.DATABASE).ttl(key)).isBetween(1L, LONG.toSeconds());
        });
    }
}
