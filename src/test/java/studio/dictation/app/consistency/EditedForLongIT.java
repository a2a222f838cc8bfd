package studio.dictation.app.consistency;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.catalog.Transcripts;
import studio.dictation.app.nodes.TwoNodes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.replace;
import static studio.dictation.app.catalog.Transcripts.texts;
import static studio.dictation.app.catalog.Transcripts.version;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** A transcript that was edited many times is decided on from a snapshot of it, which knows what the events know. */
class EditedForLongIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final String SNAPSHOTS = "SELECT stream_sequence FROM snapshot WHERE stream_id = ?";

    private final String channel = NODES.channel();
    private final String video = NODES.newVideo();

    @Test
    void isWhatItWouldBeWithoutASnapshot() {
        var original = texts(ok(Transcripts.read(NODES.admin(NODES.a()), channel, video)));
        for (int edit = 0; edit < 25; edit++) {
            ok(replace(NODES.admin(edit % 2 == 0 ? NODES.a() : NODES.b()), channel, video, body("Edit " + edit)));
        }
        ok(NODES.admin(NODES.a()).post("/service/%s/%s/mark-refined".formatted(channel, video), "{\"is_refined\":true}"));

        await().atMost(10, SECONDS).until(() -> !snapshots().isEmpty());
        assertThat(snapshots()).singleElement().satisfies(sequence -> assertThat(sequence).isGreaterThanOrEqualTo(19));

        var edited = ok(replace(NODES.admin(NODES.b()), channel, video, body("The last one"), "If-Match", "\"1.26\""));
        assertThat(version(edited)).isEqualTo("1.27");
        var restored = ok(NODES.admin(NODES.a()).postNothing("/service/%s/%s/restore-transcript".formatted(channel, video)));
        assertThat(texts(restored)).isEqualTo(original);
        assertThat(version(restored)).isEqualTo("1.28");
    }

    @Test
    void isNotSnapshottedOverAndOverWhenThatCannotBeDone() {
        var stream = "video:%s:%s".formatted(channel, video);
        var store = NODES.a().part(JdbcClient.class);
        store.sql("ALTER TABLE snapshot ADD CONSTRAINT refused CHECK (stream_id <> '%s') NOT VALID".formatted(stream)).update();
        try (var log = new CapturedLog()) {
            for (int edit = 0; edit < 25; edit++) {
                ok(replace(NODES.admin(NODES.a()), channel, video, body("Edit " + edit)));
            }
            await().atMost(10, SECONDS).until(() -> refusals(log, stream) > 0);
            await().during(1, SECONDS).atMost(10, SECONDS).until(() -> refusals(log, stream) <= 25);
        } finally {
            store.sql("ALTER TABLE snapshot DROP CONSTRAINT refused").update();
        }
        assertThat(snapshots()).isEmpty();
    }

    private static long refusals(CapturedLog log, String stream) {
        return log.lines().stream().filter(line -> line.startsWith("No snapshot of " + stream)).count();
    }

    private List<Integer> snapshots() {
        return NODES.a().part(JdbcClient.class).sql(SNAPSHOTS).param("video:%s:%s".formatted(channel, video))
                .query(Integer.class).list();
    }
}
