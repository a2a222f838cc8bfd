package studio.dictation.app.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/**
 * Redis is away, or has lost what it held: reads say so, and nobody is let in whose token might have been revoked. What was
 * acknowledged is shown again by itself.
 */
class RedisOutageE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration FEW_SECONDS = Duration.ofSeconds(8);

    private final Health health = new Health(NODES.a());
    private final String channel = NODES.channel();
    private final String video = NODES.newVideo();
    private final Client learner = NODES.learner(NODES.a());
    private final Client revoked = NODES.learner(NODES.a());

    @AfterEach
    void isBack() {
        NODES.redis().proceed();
        if (!NODES.redis().isRunning()) {
            NODES.redis().restart();
        }
        health.recovers();
        new Health(NODES.b()).recovers();
    }

    @Test
    void killedAndStartedAgainCostsNothingButTheTime() {
        ok(learner.save(channel, video, "before"));

        NODES.redis().kill();

        everythingIsRefused();
        health.blames("projections", "OUT_OF_SERVICE");

        NODES.redis().restart();
        isWholeAgain();
    }

    @Test
    void pausedAndContinuedCostsNothingButTheTime() {
        ok(learner.save(channel, video, "before"));

        NODES.redis().pause();

        everythingIsRefused();
        health.blames("projections", "OUT_OF_SERVICE");

        NODES.redis().proceed();
        isWholeAgain();
    }

    @Test
    void emptiedUnderLoadNeverLeadsToAWrongAnswer() throws Exception {
        ok(learner.save(channel, video, "before"));
        ok(revoked.http().post("/auth/logout", "{}"));
        var done = new AtomicBoolean();
        var refused = new AtomicInteger();
        var shown = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = new ArrayList<>();
            for (var node : List.of(NODES.a(), NODES.b())) {
                readers.add(threads.submit(() -> {
                    while (!done.get()) {
                        (readsTruly(node) ? shown : refused).incrementAndGet();
                    }
                }));
            }
            try {
                for (int i = 0; i < 3; i++) {
                    int before = shown.get();
                    try (var redis = NODES.a().part(RedisDatabases.class).factory(0).getConnection()) {
                        redis.serverCommands().flushAll();
                    }
                    await().atMost(Duration.ofSeconds(30)).until(() -> shown.get() > before + 20);
                }
            } finally {
                done.set(true);
            }
            for (var reader : readers) {
                reader.get();
            }
        }
        assertThat(refused.get()).as("answers while it healed").isPositive();
        isWholeAgain();
    }

    /** Whether all was shown as it is; false if something was refused for now. Anything else is wrong. */
    private boolean readsTruly(RunningService node) {
        var progress = learner.at(node).progress(channel, video);
        var loggedOut = revoked.at(node).duration();
        var channels = node.http().get("/service/channel");
        var videos = learner.at(node).http().get("/service/video-list/" + channel);
        assertThat(progress.status()).as(progress.toString()).isIn(200, 503);
        assertThat(loggedOut.status()).as(loggedOut.toString()).isIn(401, 503);
        assertThat(channels.status()).as(channels.toString()).isIn(200, 503);
        assertThat(videos.status()).as(videos.toString()).isIn(200, 503);
        if (progress.status() == 200) {
            assertThat(progress.at("/userInput/0")).as(progress.toString()).isEqualTo("before");
        }
        if (channels.status() == 200) {
            assertThat(channels.text()).contains("\"" + channel + "\"");
        }
        if (videos.status() == 200) {
            assertThat(videos.text()).contains("\"" + video + "\"");
        }
        return Stream.of(progress, loggedOut, channels, videos).noneMatch(answer -> answer.status() == 503);
    }

    private void everythingIsRefused() {
        Refused.within(FEW_SECONDS, () -> learner.progress(channel, video));
        Refused.within(FEW_SECONDS, () -> NODES.b().http().get("/service/channel"));
        // How often it was tried before can't be known either.
        Refused.within(FEW_SECONDS, () -> NODES.b().http().post("/auth/login",
                "{\"email\":\"%s\",\"password\":\"a guess\"}".formatted(learner.email())));
        // Whether the token was revoked can't be known: nothing is decided for its bearer.
        Refused.within(FEW_SECONDS, () -> learner.save(channel, video, "meanwhile"));
    }

    private void isWholeAgain() {
        health.recovers();
        new Health(NODES.b()).recovers();
        for (var reader : new Client[] {learner, learner.at(NODES.b())}) {
            assertThat(ok(reader.progress(channel, video)).at("/userInput/0")).isEqualTo("before");
        }
        ok(learner.save(channel, video, "afterwards"));
        assertThat(ok(learner.at(NODES.b()).progress(channel, video)).at("/userInput/0")).isEqualTo("afterwards");
        assertThat(ok(learner.duration()).node("totalDuration").asInt()).isEqualTo(2);
    }
}
