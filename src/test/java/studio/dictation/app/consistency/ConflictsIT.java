package studio.dictation.app.consistency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.nodes.TwoNodes;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Two nodes decide about the same thing at once, each on what it remembers. */
class ConflictsIT {
    private static final TwoNodes NODES = TwoNodes.shared();

    private final Stored stored = Stored.by(NODES.a());
    private final String channel = NODES.channel();

    @Test
    void keepEverySaveOfOneDictationExactlyOnce() throws Exception {
        var learner = NODES.learner(NODES.a());
        var video = NODES.newVideo();
        var run = UUID.randomUUID();
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < 30; round++) {
            int number = round;
            var answers = atOnce(8, (caller, node) ->
                    learner.at(node).save(channel, video, text(run, number, caller)));
            for (int caller = 0; caller < answers.size(); caller++) {
                assertThat(answers.get(caller).status()).as(answers.get(caller).toString()).isIn(200, 409);
                if (answers.get(caller).status() == 200) {
                    acknowledged.add(text(run, number, caller));
                }
            }
        }

        assertThat(acknowledged).as("of 240").hasSizeGreaterThan(200);
        assertThat(acknowledged).allSatisfy(text ->
                assertThat(stored.count("progress.ProgressSaved", text)).isEqualTo(1));
        assertThat(stored.count("progress.ProgressSaved", run.toString())).isEqualTo(acknowledged.size());
        assertThat(stored.holes()).isEmpty();
        assertThat(ok(learner.at(NODES.b()).duration()).node("totalDuration").asInt()).isEqualTo(acknowledged.size());
    }

    @Test
    void makeOneAccountOfOneAddress() throws Exception {
        var email = "everybody-" + UUID.randomUUID() + "@example.org";
        var verifier = "ab".repeat(32) + ":" + "cd".repeat(32);

        var answers = atOnce(50, (caller, node) -> node.http().post("/auth/register",
                "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, verifier)));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("User with this email already exists");
        });
        assertThat(stored.count("identity.AccountRegistered", email)).isEqualTo(1);
        assertThat(stored.accounts(email)).isEqualTo(1);
    }

    @Test
    void neverExceedTheQuota() throws Exception {
        var learner = NODES.learner(NODES.b());
        var videos = IntStream.range(0, 10).mapToObj(number -> NODES.newVideo()).toList();

        var answers = atOnce(50, (caller, node) ->
                learner.at(node).open(channel, videos.get(caller % videos.size())));

        Set<String> accepted = new HashSet<>();
        for (int caller = 0; caller < answers.size(); caller++) {
            assertThat(answers.get(caller).status()).as(answers.get(caller).toString()).isIn(200, 403, 409);
            if (answers.get(caller).status() == 200) {
                accepted.add(videos.get(caller % videos.size()));
            }
        }
        assertThat(accepted).hasSize(4);
        assertThat(ok(learner.quota(channel, videos.getFirst())).node("used").asInt()).isEqualTo(4);
        assertThat(stored.holes()).isEmpty();
    }

    @Test
    void refuseNothingThatAnotherNodeHasAllowedMeanwhile() {
        var learner = NODES.learner(NODES.b());
        var videos = IntStream.range(0, 5).mapToObj(number -> NODES.newVideo()).toList();
        videos.subList(0, 4).forEach(video -> ok(learner.open(channel, video)));
        assertThat(learner.open(channel, videos.getLast()).status()).isEqualTo(403);
        ok(learner.open(channel, videos.getFirst())); // remembered here from now on

        ok(NODES.admin(NODES.a()).post("/user/update-duration",
                "{\"emails\":[\"%s\"],\"duration\":30}".formatted(learner.email())));

        ok(learner.open(channel, videos.getLast()));
    }

    @Test
    void loseNoChangeBackToWhatANodeRemembers() {
        var id = NODES.newChannel();
        ok(NODES.listChannel(NODES.b(), id)); // remembered there from now on
        ok(NODES.admin(NODES.a()).post("/service/channel",
                "{\"channels\":[{\"id\":\"%s\",\"name\":\"Other\",\"image_url\":\"https://img.example.org/c.png\"}]}"
                        .formatted(id)));

        ok(NODES.listChannel(NODES.b(), id));

        assertThat(stored.count("catalog.ChannelRevised", id)).isEqualTo(2);
    }

    @Test
    void loseNoSettingThatIsChangedBesideOthers() throws Exception {
        var learner = NODES.learner(NODES.a());
        for (int round = 0; round < 5; round++) {
            int number = round;
            var answers = atOnce(8, (caller, node) -> learner.at(node).http().post("/user/config",
                    "{\"dictation_config\":{\"shortcuts\":{\"caller%d\":\"round %d\"}}}".formatted(caller, number)));

            var shown = ok(learner.at(NODES.b()).http().get("/user/config"));
            for (int caller = 0; caller < answers.size(); caller++) {
                assertThat(answers.get(caller).status()).as(answers.get(caller).toString()).isIn(200, 409);
                if (answers.get(caller).status() == 200) {
                    assertThat(shown.at("/config/dictation_config/shortcuts/caller" + caller)).isEqualTo("round " + number);
                }
            }
        }
    }

    @Test
    void makeOneAdministratorWhenNodesStartAtTheSameMoment() {
        assertThat(stored.admins()).isEqualTo(1);
        assertThat(stored.accounts(RunningService.ADMIN_EMAIL)).isEqualTo(1);
        assertThat(stored.count("identity.AccountRegistered", RunningService.ADMIN_EMAIL)).isEqualTo(1);
    }

    private static String text(UUID run, int round, int caller) {
        return "%s round %d caller %d.".formatted(run, round, caller);
    }

    private interface Request {
        Answer send(int caller, RunningService node);
    }

    /** Half of the callers at each node. */
    private static List<Answer> atOnce(int callers, Request request) throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                tasks.add(() -> {
                    start.await();
                    return request.send(caller, caller % 2 == 0 ? NODES.a() : NODES.b());
                });
            }
            List<Answer> answers = new ArrayList<>();
            for (var answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
