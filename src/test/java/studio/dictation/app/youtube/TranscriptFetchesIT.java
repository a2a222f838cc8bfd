package studio.dictation.app.youtube;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.youtube.FakeYouTube.Track;
import studio.dictation.app.youtube.NotFetched.Reason;
import studio.dictation.app.youtube.TranscriptFetches.Bounds;
import studio.dictation.command.kernel.YouTubeVideoId;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.redis.FetchTurns;
import studio.dictation.query.redis.RedisDatabases;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Two nodes that share a Redis. */
class TranscriptFetchesIT {
    private static final String VIDEO = "dQw4w9WgXcQ";
    private static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60), 100, 4,
            Duration.ofSeconds(5));

    private final TestRedis redis = TestRedis.shared();
    private final FakeYouTube youtube = FakeYouTube.start();
    private final TranscriptApi api = new TranscriptApi(youtube.address());
    private final Map<String, FetchedTranscript> kept = new ConcurrentHashMap<>();
    private final AtomicInteger keeping = new AtomicInteger();
    private final List<RedisDatabases> connections = new ArrayList<>();
    private final TranscriptFetches here = node(USUAL);
    private final TranscriptFetches there = node(USUAL);

    @AfterEach
    void close() {
        connections.forEach(RedisDatabases::close);
        api.close();
        youtube.close();
    }

    @Test
    void areOneForAllWhoAskOnAllNodes() {
        var gate = new CountDownLatch(1);
        var video = youtube.video(VIDEO, Track.manual("en", "x")).behind(gate);

        var all = new ArrayList<CompletableFuture<FetchedTranscript>>();
        for (int i = 0; i < 50; i++) {
            all.add(aside(i % 2 == 0 ? here : there, VIDEO, "c:v:1"));
        }
        await().atMost(20, SECONDS).until(() -> video.visits() > 0);
        gate.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.get(20, SECONDS).lines()).hasSize(1));
        assertThat(video.asked()).containsExactly("watch", "player", "timedtext");
        assertThat(keeping).hasValue(1);
        assertThat(redis.in(3).keys("*")).isEmpty();
    }

    @Test
    void areRememberedOnAllNodesWhenTheyFail() {
        var video = youtube.video(VIDEO);

        assertThat(fails(here, VIDEO).reason()).isEqualTo(Reason.FAILED);
        for (var node : List.of(here, there)) {
            var again = fails(node, VIDEO);
            assertThat(again.reason()).isEqualTo(Reason.REMEMBERED);
            assertThat(again.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        }

        assertThat(video.visits()).isEqualTo(1);
        assertThat(redis.in(3).keys("*")).containsExactly("transcript:failed:" + VIDEO);
    }

    @Test
    void areTriedAgainWhenTheFailureIsForgotten() throws NotFetched {
        var forgetful = node(new Bounds(USUAL.total(), USUAL.turn(), Duration.ZERO, 100, 4, USUAL.queueing()));
        youtube.video(VIDEO);
        assertThat(fails(forgetful, VIDEO).reason()).isEqualTo(Reason.FAILED);
        youtube.video(VIDEO, Track.manual("en", "x"));

        assertThat(fetch(forgetful, VIDEO, "c:v:1").lines()).hasSize(1);
    }

    @Test
    void goOnAfterANodeWasKilledInTheMiddle() throws NotFetched {
        var video = youtube.video(VIDEO, Track.manual("en", "x"));
        turns().take(VIDEO, "a node that is gone", Duration.ofMillis(400));

        assertThat(fetch(here, VIDEO, "c:v:1").lines()).hasSize(1);
        assertThat(video.visits()).isEqualTo(1);
    }

    @Test
    void areNotWaitedForLongerThanAllowed() {
        var hasty = node(new Bounds(Duration.ofMillis(300), USUAL.turn(), USUAL.memory(), 100, 4, USUAL.queueing()));
        turns().take(VIDEO, "somebody who takes long", USUAL.turn());

        assertThat(fails(hasty, VIDEO).reason()).isEqualTo(Reason.BUSY);
    }

    @Test
    void areNotManyAtOnce() throws Exception {
        var gate = new CountDownLatch(1);
        var first = youtube.video(VIDEO, Track.manual("en", "x")).behind(gate);
        var second = youtube.video("other_video", Track.manual("en", "x"));
        var narrow = node(new Bounds(USUAL.total(), USUAL.turn(), USUAL.memory(), 100, 1, Duration.ofMillis(50)));
        var running = aside(narrow, VIDEO, "c:v:1");
        await().atMost(20, SECONDS).until(() -> first.visits() > 0);

        assertThat(fails(narrow, "other_video").reason()).isEqualTo(Reason.BUSY);
        assertThat(second.visits()).isZero();
        gate.countDown();
        running.get(20, SECONDS);
        // It never failed, so nothing is remembered of it.
        assertThat(fetch(narrow, "other_video", "c:o:1").lines()).hasSize(1);
    }

    @Test
    void holdNoMoreCallersThanAllowed() throws Exception {
        var gate = new CountDownLatch(1);
        var video = youtube.video(VIDEO, Track.manual("en", "x")).behind(gate);
        var narrow = node(new Bounds(USUAL.total(), USUAL.turn(), USUAL.memory(), 1, 4, USUAL.queueing()));
        var running = aside(narrow, VIDEO, "c:v:1");
        await().atMost(20, SECONDS).until(() -> video.visits() > 0);

        assertThat(fails(narrow, VIDEO).reason()).isEqualTo(Reason.BUSY);
        gate.countDown();
        assertThat(running.get(20, SECONDS).lines()).hasSize(1);
    }

    @Test
    void areForEachPurposeInTurn() throws Exception {
        var gate = new CountDownLatch(1);
        var video = youtube.video(VIDEO, Track.manual("en", "x")).behind(gate);
        var one = aside(here, VIDEO, "c:v:1");
        await().atMost(20, SECONDS).until(() -> video.visits() > 0);
        var other = aside(here, VIDEO, "d:v:1");

        gate.countDown();

        one.get(20, SECONDS);
        other.get(20, SECONDS);
        assertThat(video.asked()).containsExactly("watch", "player", "timedtext", "watch", "player", "timedtext");
        assertThat(kept.keySet()).containsExactlyInAnyOrder("c:v:1", "d:v:1");
    }

    @Test
    void endTheirTurnWhenTheTranscriptCannotBeKept() throws NotFetched {
        youtube.video(VIDEO, Track.manual("en", "x"));
        var failure = catchThrowableOfType(IllegalStateException.class, () -> here.fetch(new YouTubeVideoId(VIDEO), "c:v:1",
                Optional::empty, fetched -> {
                    throw new IllegalStateException("the store is out of reach");
                }));

        assertThat(failure).hasMessage("the store is out of reach");
        assertThat(redis.in(3).keys("*")).isEmpty();
        assertThat(fetch(there, VIDEO, "c:v:1").lines()).hasSize(1);
    }

    private TranscriptFetches node(Bounds bounds) {
        return new TranscriptFetches(new TranscriptChain(List.of(api)), turns(), bounds);
    }

    private FetchTurns turns() {
        var databases = new RedisDatabases(redis.address());
        connections.add(databases);
        return new FetchTurns(databases);
    }

    private FetchedTranscript fetch(TranscriptFetches node, String video, String purpose) throws NotFetched {
        return node.fetch(new YouTubeVideoId(video), purpose, () -> Optional.ofNullable(kept.get(purpose)), fetched -> {
            keeping.incrementAndGet();
            kept.put(purpose, fetched);
        });
    }

    private NotFetched fails(TranscriptFetches node, String video) {
        @Nullable NotFetched failure = catchThrowableOfType(NotFetched.class, () -> fetch(node, video, "x:" + video + ":1"));
        assertThat(failure).isNotNull();
        return failure;
    }

    private CompletableFuture<FetchedTranscript> aside(TranscriptFetches node, String video, String purpose) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fetch(node, video, purpose);
            } catch (NotFetched failed) {
                throw new AssertionError(failed.reason() + " instead of a transcript", failed);
            }
        }, Executors.newVirtualThreadPerTaskExecutor());
    }
}
