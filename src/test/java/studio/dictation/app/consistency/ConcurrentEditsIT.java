package studio.dictation.app.consistency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Transcripts;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.nodes.TwoNodes;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.replace;
import static studio.dictation.app.catalog.Transcripts.send;
import static studio.dictation.app.catalog.Transcripts.tag;
import static studio.dictation.app.catalog.Transcripts.texts;
import static studio.dictation.app.catalog.Transcripts.version;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Editors change one transcript at once, at two nodes: each is told what became of it, and nobody undoes what they have not seen. */
class ConcurrentEditsIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final int EDITORS = 16;
    private static final int ROUNDS = 10;
    private static final String VERSIONS = """
            SELECT stream_sequence, name, convert_from(payload, 'UTF8') AS payload
              FROM event WHERE stream_id = ? AND name LIKE 'catalog.Transcript%' ORDER BY stream_sequence""";

    private final String channel = NODES.channel();
    private final String video = NODES.newVideo();

    private static RunningService node(int editor) {
        return editor % 2 == 0 ? NODES.a() : NODES.b();
    }

    private Answer read(RunningService node) {
        return ok(Transcripts.read(NODES.admin(node), channel, video));
    }

    /** What each version of the transcript was, by its tag. */
    private Map<String, String> history() {
        var versions = new HashMap<String, String>();
        NODES.a().part(JdbcClient.class).sql(VERSIONS).param("video:%s:%s".formatted(channel, video)).query((row, index) ->
                versions.put("1.%d".formatted(index + 1), row.getString("payload"))).list();
        return versions;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areEachKeptOrTold(boolean sayWhatTheyHaveSeen) {
        var run = UUID.randomUUID();
        Map<String, String> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            var seen = tag(read(NODES.a()));
            var answers = AtOnce.send(EDITORS, editor -> replace(NODES.admin(node(editor)), channel, video,
                    body(text(run, number, editor)), sayWhatTheyHaveSeen ? new String[] {"If-Match", seen} : new String[0]));

            for (int editor = 0; editor < EDITORS; editor++) {
                var answer = answers.get(editor);
                if (answer.status() == 200) {
                    assertThat(acknowledged.put(version(answer), text(run, number, editor))).as("one edit a version").isNull();
                } else {
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(sayWhatTheyHaveSeen ? 412 : 409);
                    assertThat(answer.error()).isEqualTo(Transcripts.CHANGED);
                    assertThat(answer.at("code")).isEqualTo("transcript-changed");
                }
            }
            if (sayWhatTheyHaveSeen) {
                assertThat(answers).filteredOn(answer -> answer.status() == 200).as("of one state one edit follows").hasSize(1);
            }
            assertThat(answers).anyMatch(answer -> answer.status() == 200);
        }

        var history = history();
        assertThat(history).hasSize(acknowledged.size() + 1);
        assertThat(acknowledged).allSatisfy((version, text) -> assertThat(history.get(version)).contains(text));
        var last = "1.%d".formatted(history.size());
        for (var node : List.of(NODES.a(), NODES.b())) {
            assertThat(version(read(node))).isEqualTo(last);
            assertThat(texts(read(node))).containsExactly(acknowledged.get(last));
        }
        assertThat(Stored.by(NODES.a()).holes()).isEmpty();
    }

    /** Each edit adds a sentence to those that its editor has read: none of those acknowledged may be missing at the end. */
    @Test
    void neverUndoWhatSomebodyElseWasToldIsDone() {
        var added = new TreeSet<String>();
        var answers = AtOnce.send(EDITORS, editor -> {
            var admin = NODES.admin(node(editor));
            Answer answer = null;
            for (int attempt = 0; attempt < 5 && (answer == null || answer.status() == 200); attempt++) {
                var seen = read(node(editor));
                var lines = new ArrayList<>(texts(seen));
                var mine = "editor %d attempt %d".formatted(editor, attempt);
                lines.add(mine);
                answer = replace(admin, channel, video, body(lines.toArray(String[]::new)), "If-Match", tag(seen));
                if (answer.status() == 200) {
                    synchronized (added) {
                        added.add(mine);
                    }
                }
            }
            return answer;
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 412));
        assertThat(added).isNotEmpty();
        assertThat(texts(read(NODES.b()))).containsAll(added);
    }

    @Test
    void ofDifferentKindsAreCountedAsWhatTheyDid() {
        ok(replace(NODES.admin(NODES.a()), channel, video, body("um Ants um", "Bees um")));
        var path = "/service/%s/%s/".formatted(channel, video);
        var answers = AtOnce.send(EDITORS, editor -> {
            var admin = NODES.admin(node(editor));
            return switch (editor % 4) {
                case 0 -> send(admin, "PUT", path + "transcript",
                        "{\"index\":1,\"start\":1,\"end\":2,\"transcript\":\"Wasps um %d\"}".formatted(editor));
                case 1 -> send(admin, "POST", path + "restore-transcript", "");
                default -> send(admin, "POST", path + "apply-filters", "{\"filters\":[\"um\"]}");
            };
        });

        var history = history();
        for (int editor = 0; editor < EDITORS; editor++) {
            var answer = answers.get(editor);
            assertThat(answer.status()).as(answer.toString()).isIn(200, 409);
            if (answer.status() == 200 && answer.node("total_changes").isNumber() && answer.node("total_changes").asInt() > 0) {
                var before = "1.%d".formatted(Integer.parseInt(version(answer).substring("1.".length())) - 1);
                assertThat(occurrences(history.get(before))).as("what it was decided on").isEqualTo(answer.node("total_changes").asInt());
                assertThat(occurrences(history.get(version(answer)))).isZero();
            }
        }
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(Stored.by(NODES.a()).holes()).isEmpty();
    }

    @Test
    void ofOneBatchAreToldOneByOne() {
        var videos = IntStream.range(0, 4).mapToObj(number -> NODES.newVideo()).toList();
        var answers = AtOnce.send(6, editor -> NODES.admin(node(editor)).put("/service/%s/batch-transcript-update".formatted(channel),
                "{\"videos\":[%s]}".formatted(String.join(",", videos.stream().map(id -> "{\"video_id\":\"%s\",%s"
                        .formatted(id, body("editor " + editor).substring(1))).toList()))));

        for (var id : videos) {
            var last = texts(ok(Transcripts.read(NODES.admin(NODES.b()), channel, id))).getFirst();
            Set<String> successful = new TreeSet<>();
            for (int editor = 0; editor < answers.size(); editor++) {
                var result = answers.get(editor).node("results").valueStream()
                        .filter(one -> one.path("video_id").asString().equals(id)).findFirst().orElseThrow();
                assertThat(result.path("status_code").asInt()).as(result.toString()).isIn(200, 409);
                if (result.path("success").asBoolean()) {
                    successful.add("editor " + editor);
                } else {
                    assertThat(result.path("message").asString()).isEqualTo(Transcripts.CHANGED);
                }
            }
            assertThat(successful).contains(last);
        }
    }

    private static int occurrences(String payload) {
        return payload.split("um", -1).length - 1;
    }

    private static String text(UUID run, int round, int editor) {
        return "%s round %d editor %d".formatted(run, round, editor);
    }
}
