package studio.dictation.app.outage;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.identity.ClientMade;
import studio.dictation.app.nodes.TwoNodes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** The event store is away: nothing can be decided, all that was decided can be read. */
class PostgresOutageE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration FEW_SECONDS = Duration.ofSeconds(8);

    private final Health health = new Health(NODES.a());
    private final String channel = NODES.channel();
    private final String video = NODES.newVideo();
    private final TwoNodes.Client learner = NODES.learner(NODES.a());

    @AfterEach
    void isBack() {
        NODES.postgres().proceed();
        if (!NODES.postgres().isRunning()) {
            NODES.postgres().restart();
        }
        health.recovers();
        new Health(NODES.b()).recovers();
    }

    @Test
    void killedAndStartedAgainCostsNothingButTheTime() {
        ok(learner.save(channel, video, "before"));

        NODES.postgres().kill();

        Refused.within(FEW_SECONDS, () -> learner.save(channel, video, "meanwhile"));
        readsGoOn("before");
        health.blames("eventStore", "DOWN");

        NODES.postgres().restart();
        health.recovers();
        ok(learner.save(channel, video, "afterwards"));
        readsGoOn("afterwards");
        assertThat(ok(learner.duration()).node("totalDuration").asInt()).isEqualTo(2);
        ok(NODES.learner(NODES.b()).open(channel, video));
    }

    @Test
    void pausedAndContinuedCostsNothingButTheTime() {
        ok(learner.save(channel, video, "before"));

        NODES.postgres().pause();

        // The connection of the last command counts as good without a look: that answer is waited for a little longer.
        Refused.within(Duration.ofSeconds(20), () -> learner.save(channel, video, "meanwhile"));
        Refused.within(FEW_SECONDS, () -> learner.save(channel, video, "meanwhile"));
        readsGoOn("before");
        health.blames("eventStore", "DOWN");

        NODES.postgres().proceed();
        health.recovers();
        var answer = await().atMost(30, SECONDS)
                .until(() -> learner.save(channel, video, "afterwards"), one -> one.status() != 503);
        ok(answer);
        readsGoOn("afterwards");
    }

    @Test
    void keepsNobodyOutWhosePasswordWouldHaveBeenHashedAnew() {
        var email = "outage-" + UUID.randomUUID() + "@example.org";
        var password = "a good password";
        ok(NODES.a().http().post("/auth/register", "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(email, ClientMade.of(password))));
        var login = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);

        NODES.postgres().kill();
        try (var log = new CapturedLog()) {
            var signedIn = ok(NODES.a().http().post("/auth/login", login));

            ok(NODES.a().signedIn(signedIn).get("/user/duration"));
            assertThat(log.lines()).anyMatch(line -> line.matches("The password of account \\S+ was not hashed anew: .+"));
        }

        NODES.postgres().restart();
        health.recovers();
        ok(NODES.a().http().post("/auth/login", login));
    }

    private void readsGoOn(String text) {
        for (var reader : new TwoNodes.Client[] {learner, learner.at(NODES.b())}) {
            assertThat(ok(reader.progress(channel, video)).at("/userInput/0")).isEqualTo(text);
        }
        assertThat(ok(NODES.b().http().get("/service/channel")).text()).contains(channel);
    }
}
