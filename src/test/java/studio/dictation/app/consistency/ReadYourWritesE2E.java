package studio.dictation.app.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** A client that got its answer sees its own write in every later read, on any node, whatever others do meanwhile. */
class ReadYourWritesE2E {
    private static final int PAIRS = 500;
    private static final int CALLERS = 4;
    private static final int NOISE = 4;
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final List<String> VIDEOS =
            IntStream.range(0, 4).mapToObj(number -> NODES.newVideo()).toList();

    private final String channel = NODES.channel();

    @Test
    void areSeenOnTheSameNode() throws InterruptedException, ExecutionException {
        pairs(NODES.a(), NODES.a());
    }

    @Test
    void areSeenOnAnotherNode() throws InterruptedException, ExecutionException {
        pairs(NODES.a(), NODES.b());
    }

    private void pairs(RunningService writing, RunningService reading)
            throws InterruptedException, ExecutionException {
        var done = new AtomicBoolean();
        var noise = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> disturbing = new ArrayList<>();
            for (int i = 0; i < NOISE; i++) {
                var other = NODES.learner(i % 2 == 0 ? NODES.a() : NODES.b());
                disturbing.add(threads.submit(() -> {
                    for (int saved = 0; !done.get(); saved++) {
                        ok(other.save(channel, VIDEOS.get(saved % VIDEOS.size()), "noise " + saved));
                        noise.incrementAndGet();
                    }
                }));
            }
            try {
                List<Callable<Integer>> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    callers.add(() -> new Pairs(writing, reading).run(PAIRS / CALLERS));
                }
                int pairs = 0;
                for (var caller : threads.invokeAll(callers)) {
                    pairs += caller.get();
                }
                assertThat(pairs).isEqualTo(PAIRS);
            } finally {
                done.set(true);
            }
            for (var one : disturbing) {
                one.get();
            }
        }
        assertThat(noise.get()).as("writes of others meanwhile").isGreaterThan(PAIRS / 10);
    }

    /** One caller's pairs of a write and a read; each fails if the read doesn't show the write. */
    private final class Pairs {
        private final RunningService writing;
        private final RunningService reading;
        private final Client typist;
        private Client newcomer;
        private int opened;

        Pairs(RunningService writing, RunningService reading) {
            this.writing = writing;
            this.reading = reading;
            this.typist = NODES.learner(writing);
            this.newcomer = registers();
        }

        int run(int pairs) {
            for (int i = 0; i < pairs; i++) {
                switch (i % 20) {
                    case 0 -> newcomer = registers();
                    case 1, 2, 3, 4 -> opensAVideo();
                    case 5 -> isGrantedAPlan();
                    case 6 -> listsAChannel();
                    case 7 -> listsAVideo();
                    case 8 -> logsOut();
                    default -> saves(i);
                }
            }
            return pairs;
        }

        private void saves(int number) {
            var video = VIDEOS.get(number % VIDEOS.size());
            ok(typist.save(channel, video, "line " + number));
            var read = ok(typist.at(reading).progress(channel, video));
            assertThat(read.at("/userInput/0")).as(read.toString()).isEqualTo("line " + number);
        }

        private Client registers() {
            opened = 0;
            var learner = NODES.learner(writing);
            var read = ok(learner.at(reading).duration());
            assertThat(read.node("totalDuration").asInt(-1)).isZero();
            return learner;
        }

        private void opensAVideo() {
            ok(newcomer.open(channel, VIDEOS.get(opened++)));
            var read = ok(newcomer.at(reading).quota(channel, "another"));
            assertThat(read.node("used").asInt(-1)).as(read.toString()).isEqualTo(opened);
        }

        private void isGrantedAPlan() {
            ok(NODES.admin(writing).post("/user/update-duration",
                    "{\"emails\":[\"%s\"],\"duration\":30}".formatted(newcomer.email())));
            var read = ok(newcomer.at(reading).quota(channel, "another"));
            assertThat(read.node("limit").asInt(0)).as(read.toString()).isEqualTo(-1);
        }

        private void listsAChannel() {
            var id = NODES.newChannelId();
            ok(NODES.listChannel(writing, id));
            assertThat(ok(reading.http().get("/service/channel")).text()).contains("\"" + id + "\"");
        }

        private void listsAVideo() {
            var id = NODES.newVideoId();
            ok(NODES.listVideo(writing, id));
            assertThat(ok(newcomer.at(reading).http().get("/service/video-list/" + channel)).text())
                    .contains("\"" + id + "\"");
        }

        private void logsOut() {
            ok(newcomer.http().post("/auth/logout", "{}"));
            assertThat(newcomer.at(reading).duration().status()).isEqualTo(401);
        }
    }
}
