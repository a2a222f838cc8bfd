package studio.dictation.app.consistency;

import java.util.List;
import org.axonframework.common.caching.Cache;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.nodes.TwoNodes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Progress that was saved many times is decided on from a snapshot of it, which knows what the events know. */
class SavedForLongIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final int SAVES = 260;

    private final String channel = NODES.channel();
    private final String video = NODES.newVideo();
    private final TwoNodes.Client learner = NODES.learner(NODES.a());

    @Test
    void isWhatItWouldBeWithoutASnapshot() {
        for (int save = 1; save <= SAVES; save++) {
            ok(learner.save(channel, video, "line " + save));
        }
        await().atMost(10, SECONDS).until(() -> !snapshots().isEmpty());
        assertThat(snapshots()).singleElement().satisfies(sequence -> assertThat(sequence).isBetween(249, SAVES));

        for (var node : List.of(NODES.b(), NODES.a())) {
            node.part(Cache.class).removeAll();
            var there = learner.at(node);
            ok(there.save(channel, video, "last line at " + node.http().base()));
            assertThat(ok(there.progress(channel, video)).at("/userInput/0")).isEqualTo("last line at " + node.http().base());
        }
        assertThat(ok(learner.duration()).node("totalDuration").asInt()).as("seconds, one a save").isEqualTo(SAVES + 2);
    }

    private List<Integer> snapshots() {
        return NODES.a().part(JdbcClient.class).sql("SELECT stream_sequence FROM snapshot WHERE"
                + " stream_id LIKE 'progress:' || (SELECT account_id FROM account_email WHERE email = ?) || ':%'")
                .param(learner.email()).query(Integer.class).list();
    }
}
