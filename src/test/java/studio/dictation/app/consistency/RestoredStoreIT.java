package studio.dictation.app.consistency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.app.http.Answer;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** PostgreSQL comes back in an earlier state under nodes that remember the later one. */
class RestoredStoreIT {
    private static final TwoNodes NODES = TwoNodes.shared();

    private final String channel = NODES.channel();

    @Test
    void isContinuedFromWhereItStandsAndNotFromWhatNodesRemember() throws IOException {
        var video = NODES.newVideo();
        var shortened = NODES.learner(NODES.a());
        var diverging = NODES.learner(NODES.a());
        ok(shortened.save(channel, video, "before"));
        ok(diverging.save(channel, video, "before"));
        var run = UUID.randomUUID().toString();
        backUp();

        for (int i = 0; i < 3; i++) {
            saved(shortened, video, "lost " + i);
            saved(diverging, video, "the same");
        }
        restore();

        // The other node has never seen this dictation: it goes on from what is stored.
        var elsewhere = diverging.at(NODES.b());
        for (int i = 0; i < 3; i++) {
            saved(elsewhere, video, "changed elsewhere " + i);
        }
        saved(shortened, video, run);
        saved(diverging, video, "the same");

        var stored = Stored.by(NODES.a());
        assertThat(stored.holes()).isEmpty();
        assertThat(stored.count("progress.ProgressSaved", run)).isEqualTo(1);
        for (var node : new Client[] {shortened, shortened.at(NODES.b())}) {
            assertThat(read(node, video).at("/userInput/0")).isEqualTo(run);
        }
        for (var node : new Client[] {diverging, diverging.at(NODES.b())}) {
            assertThat(read(node, video).at("/userInput/0")).isEqualTo("the same");
            assertThat(ok(node.duration()).node("totalDuration").asInt()).isEqualTo(5);
        }
    }

    /** A connection used just before the server went may be tried once more. */
    private void saved(Client client, String video, String text) {
        var answer = await().atMost(30, SECONDS)
                .until(() -> client.save(channel, video, text), one -> one.status() != 503);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private Answer read(Client client, String video) {
        return ok(await().atMost(30, SECONDS)
                .until(() -> client.progress(channel, video), answer -> answer.status() != 503));
    }

    private static void backUp() throws IOException {
        NODES.postgres().stop();
        NODES.postgres().copyTo(backup());
        NODES.postgres().restart();
        await().atMost(30, SECONDS).until(() -> NODES.a().http().get("//actuator/health").status() == 200
                && NODES.b().http().get("//actuator/health").status() == 200);
    }

    private static void restore() throws IOException {
        NODES.postgres().stop();
        NODES.postgres().replaceBy(backup());
        NODES.postgres().restart();
    }

    private static Path backup() throws IOException {
        return Files.createDirectories(NODES.postgres().data().resolveSibling("backup")).resolve("postgres");
    }
}
