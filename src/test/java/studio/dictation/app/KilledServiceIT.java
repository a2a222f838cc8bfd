package studio.dictation.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** The whole process ends without a word while learners type. */
class KilledServiceIT {
    private static final int LEARNERS = 8;
    private static final int SAVES_BEFORE = 200;
    private static final String CHANNEL = "UC_killed";
    private static final String VIDEO = "killed_0001";

    @TempDir
    private Path folder;

    private final ServiceProcesses services = new ServiceProcesses();

    @AfterEach
    void nothingStaysBehind() {
        services.killAll(folder);
    }

    @Test
    void hasEverythingThatWasAcknowledgedWhenItIsStartedAgain() throws Exception {
        var first = services.startReady(folder);
        var anonymous = http(first);
        listAVideo(anonymous);
        var learners = IntStream.range(0, LEARNERS).mapToObj(number -> register(anonymous)).toList();
        var acknowledged = learners.stream().map(learner -> new AtomicInteger()).toList();
        var killed = new AtomicBoolean();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> typing = new ArrayList<>();
            for (int i = 0; i < LEARNERS; i++) {
                var learner = learners.get(i);
                var saved = acknowledged.get(i);
                typing.add(threads.submit(() -> saveUntil(killed, learner, saved)));
            }
            await().atMost(60, SECONDS)
                    .until(() -> acknowledged.stream().mapToInt(AtomicInteger::get).sum() >= SAVES_BEFORE);
            killed.set(true);
            first.signal("KILL");
            for (var one : typing) {
                one.get();
            }
        }
        first.awaitEnd();

        var again = http(services.startReady(folder));
        for (int i = 0; i < LEARNERS; i++) {
            var learner = new Client(learners.get(i).email(), again.as(learners.get(i).http().token()));
            var progress = shown(() -> learner.progress(CHANNEL, VIDEO));
            int last = Integer.parseInt(progress.at("/userInput/0"));
            // What was under way when the process ended may have been stored without an answer.
            assertThat(last).isBetween(acknowledged.get(i).get(), acknowledged.get(i).get() + 1);
            assertThat(shown(learner::duration).node("totalDuration").asInt()).as("seconds, one a save").isEqualTo(last);
        }
        ok(new Client("", again.as(learners.getFirst().http().token())).save(CHANNEL, VIDEO, "0"));
    }

    /** Saves 1, 2, 3 …; the connection may break only once the process has been killed. */
    private static void saveUntil(AtomicBoolean killed, Client learner, AtomicInteger saved) {
        while (!killed.get()) {
            Answer answer;
            try {
                answer = learner.save(CHANNEL, VIDEO, Integer.toString(saved.get() + 1));
            } catch (AssertionError noAnswer) {
                if (killed.get()) {
                    return;
                }
                throw noAnswer;
            }
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            saved.incrementAndGet();
        }
    }

    private static Http http(ServiceProcesses.Service service) {
        return new Http(URI.create("http://127.0.0.1:" + service.port()), null);
    }

    private static void listAVideo(Http anonymous) {
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(RunningService.ADMIN_EMAIL, RunningService.ADMIN_PASSWORD);
        var signedIn = await().atMost(30, SECONDS)
                .until(() -> anonymous.post("/auth/login", credentials), answer -> answer.status() == 200);
        var admin = anonymous.as(signedIn.header("x-ds-access-token").orElseThrow());
        ok(admin.post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        ok(admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, VIDEO))
                .file("transcript_files", VIDEO + ".srt", TwoNodes.transcript())));
    }

    private static Client register(Http anonymous) {
        var email = UUID.randomUUID() + "@example.org";
        var answer = ok(anonymous.post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s:%s\",\"avatar\":\"\"}"
                        .formatted(email, "12".repeat(32), "34".repeat(32))));
        return new Client(email, anonymous.as(answer.header("x-ds-access-token").orElseThrow()));
    }

    private static Answer shown(Callable<Answer> read) {
        return ok(await().atMost(30, SECONDS).until(read, answer -> answer.status() != 503));
    }
}
