package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.replace;
import static studio.dictation.app.catalog.Transcripts.send;
import static studio.dictation.app.catalog.Transcripts.tag;
import static studio.dictation.app.catalog.Transcripts.texts;

/**
 * S12: PUT /service/{channel_id}/{video_id}/transcript, S13: PUT …/full-transcript, and S15: POST …/restore-transcript, with the
 * tags of S11.
 */
class TranscriptEditingE2E {
    private final RunningService service = RunningService.shared();
    private final Http admin = service.admin();
    private final Http learner = service.learner().http();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.video(channel, "public");

    private Answer read() {
        return Transcripts.read(learner, channel, video);
    }

    private JsonNode listed() {
        var videos = admin.get("/service/video-list/" + channel).node("videos");
        return videos.valueStream().filter(one -> one.path("video_id").asString().equals(video)).findFirst().orElseThrow();
    }

    private Answer editLine(String body, String... headers) {
        return send(admin, "PUT", "/service/%s/%s/transcript".formatted(channel, video), body, headers);
    }

    private Answer edit(String body, String... headers) {
        return replace(admin, channel, video, body, headers);
    }

    private Answer restore(String... headers) {
        return send(admin, "POST", "/service/%s/%s/restore-transcript".formatted(channel, video), "", headers);
    }

    private static void ok(Answer answer, String message) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo(message);
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "S12 | PUT  | /service/c/aaaaaaaaaaa/transcript                | {\"index\":0,\"start\":0,\"end\":1,\"transcript\":\"a\"} | Video not found",
        "S13 | PUT  | /service/c/aaaaaaaaaaa/full-transcript           | {\"transcript\":[{\"start\":0,\"end\":1,\"transcript\":\"a\"}]} | Video aaaaaaaaaaa not found in channel c",
        "S15 | POST | /service/c/aaaaaaaaaaa/restore-transcript        | {} | Video aaaaaaaaaaa not found in channel c",
        "S15 | POST | /service/a:b/a:b:c/restore-transcript            | {} | Video a:b:c not found in channel a:b"
    })
    void ofAVideoThatIsUnknownIsNone(String row, String method, String path, String body, String error) {
        refused(send(admin, method, path, body), 404, error);
        var forbidden = send(learner, method, path, body);
        assertThat(forbidden.status()).as(row).isEqualTo(403);
        assertThat(forbidden.error()).isEqualTo("Admin access required");
        assertThat(send(service.http(), method, path, body).status()).isEqualTo(401);
    }

    @Nested
    class OneSentence {
        @Test
        void isReplacedByWhatIsSent() {
            var before = texts(read());

            ok(editLine("{\"index\":1,\"start\":3.14159,\"end\":4,\"transcript\":\"Ants.\",\"isUserModified\":true,\"userInput\":\"x\"}"),
                    "Transcript item updated successfully");

            var after = read();
            assertThat(texts(after)).hasSameSizeAs(before).startsWith(before.getFirst(), "Ants.").endsWith(before.getLast());
            assertThat(after.node("/transcript/1/start").asDouble()).isEqualTo(3.14);
            assertThat(after.node("/transcript/1").propertyNames()).containsExactly("start", "end", "transcript");
            assertThat(listed().path("updated_at").asLong()).isGreaterThan(listed().path("created_at").asLong());
        }

        @Test
        void canBeRestoredToo() {
            var before = read().text();
            editLine("{\"index\":0,\"start\":0,\"end\":1,\"transcript\":\"Ants.\"}");
            editLine("{\"index\":0,\"start\":0,\"end\":1,\"transcript\":\"Bees.\"}");

            assertThat(restore().status()).isEqualTo(200);

            assertThat(read().text()).isEqualTo(before);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "29     | Invalid transcript index",
            "99999  | Invalid transcript index",
            "-1     | Invalid transcript index",
            "null   | Invalid transcript index",
            "1.5    | Invalid transcript index",
            "1e30   | Invalid transcript index",
            "\"a\"  | Invalid value for index"
        })
        void hasAnIndexThatIsThere(String index, String error) {
            var answer = editLine("{\"index\":%s,\"start\":0,\"end\":1,\"transcript\":\"a\"}".formatted(index));

            refused(answer, 400, error);
            assertThat(answer.faultyFields()).containsExactly("index");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "\"end\":1,\"transcript\":\"a\"                | start",
            "\"start\":null,\"end\":1,\"transcript\":\"a\" | start",
            "\"start\":\"0\",\"end\":1,\"transcript\":\"a\" | start",
            "\"start\":-1,\"end\":1,\"transcript\":\"a\"   | start",
            "\"start\":2,\"end\":1,\"transcript\":\"a\"    | end",
            "\"start\":0,\"end\":1e400,\"transcript\":\"a\" | end",
            "\"start\":0,\"end\":1                         | transcript",
            "\"start\":0,\"end\":1,\"transcript\":\" \"    | transcript",
            "\"start\":0,\"end\":1,\"transcript\":7        | transcript"
        })
        void isChecked(String members, String field) {
            var before = read();

            var answer = editLine("{\"index\":0,%s}".formatted(members));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.faultyFields()).containsExactly(field);
            assertThat(read().text()).isEqualTo(before.text());
            assertThat(tag(read())).isEqualTo(tag(before));
        }
    }

    @Nested
    class TheWhole {
        @Test
        void isReplacedByWhatIsSent() {
            ok(edit("{\"transcript\":[{\"index\":5,\"start\":0.125,\"end\":1.005,\"transcript\":\"Ants.\"},{\"start\":2,\"end\":2,\"transcript\":\"“蚂蚁”\"}]}"),
                    "Transcript updated successfully for video " + video);

            assertThat(read().node("transcript").toString()).isEqualTo(
                    "[{\"start\":0.12,\"end\":1.0,\"transcript\":\"Ants.\"},{\"start\":2.0,\"end\":2.0,\"transcript\":\"“蚂蚁”\"}]");
            assertThat(listed().path("updated_at").asLong()).isGreaterThan(listed().path("created_at").asLong());
        }

        @Test
        void isHarmlessTwice() {
            edit(body("Ants."));
            var updated = listed();

            ok(edit(body("Ants.")), "Transcript updated successfully for video " + video);

            assertThat(listed()).isEqualTo(updated);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"transcript\":null}", "{\"transcript\":[]}"})
        void isRequired(String body) {
            var answer = edit(body);

            refused(answer, 400, "Transcript data is required");
            assertThat(answer.faultyFields()).containsExactly("transcript");
        }

        @Test
        void namesTheSentenceThatIsWrong() {
            var answer = edit("{\"transcript\":[%s,{\"end\":1,\"transcript\":\"a\"},null]}".formatted(Transcripts.line(0, "a")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.faultyFields()).containsExactly(
                    "transcript[1].start", "transcript[2].start", "transcript[2].end", "transcript[2].transcript");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "{\"transcript\":\"text\"}                                                        | transcript",
            "{\"transcript\":[1]}                                                             | transcript[0]",
            "{\"transcript\":[{\"start\":\"x\",\"end\":1,\"transcript\":\"a\"}]}              | transcript[0].start"
        })
        void namesTheFieldOfTheWrongType(String body, String field) {
            var answer = edit(body);

            refused(answer, 400, "Invalid value for " + field);
            assertThat(answer.faultyFields()).containsExactly(field);
        }

        @Test
        void mayBeLongButNotTooLong() {
            var sentence = ",{\"start\":1.25,\"end\":2.25,\"transcript\":\"" + "x".repeat(150) + "\"}";

            assertThat(edit("{\"transcript\":[" + sentence.repeat(10_000).substring(1) + "]}").status()).isEqualTo(200);
            assertThat(read().node("transcript").size()).isEqualTo(10_000);
            refused(edit("{\"transcript\":[" + sentence.repeat(10_001).substring(1) + "]}"), 400,
                    "transcript must have at most 10,000 items");
            refused(edit("{\"transcript\":[],\"x\":\"" + "x".repeat(8 << 20) + "\"}"), 413, "Request body is too large");
        }
    }

    @Nested
    class Restoring {
        @Test
        void undoesAllEdits() {
            var before = read();
            edit(body("Ants."));
            var updated = listed();
            edit(body("Bees."));

            var answer = restore();

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("channel_id")).isEqualTo(channel);
            assertThat(answer.at("video_id")).isEqualTo(video);
            assertThat(answer.at("title")).isEqualTo("Title of " + video);
            assertThat(answer.node("transcript")).isEqualTo(before.node("transcript"));
            assertThat(answer.node("data").propertyNames()).containsExactly("channel_id", "video_id", "title", "transcript");
            assertThat(answer.node("/data/transcript")).isEqualTo(before.node("transcript"));
            assertThat(read().text()).isEqualTo(before.text());
            assertThat(listed().path("updated_at").asLong()).isGreaterThanOrEqualTo(updated.path("updated_at").asLong());
        }

        @Test
        void isNoNewsOfTheVideo() {
            edit(body("Ants."));
            var updated = listed();

            restore();

            assertThat(listed()).isEqualTo(updated);
        }

        @Test
        void ofWhatWasNeverEditedFallsBackToTheFile() {
            var before = read();

            var answer = restore();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.node("transcript")).isEqualTo(before.node("transcript"));
            assertThat(tag(answer)).isEqualTo(tag(before));
        }

        @Test
        void isHarmlessTwiceAndCanBeEditedAndRestoredAgain() {
            var before = read();
            edit(body("Ants."));
            restore();
            var restored = read();

            assertThat(restore().status()).isEqualTo(200);

            assertThat(tag(read())).isEqualTo(tag(restored));
            edit(body("Bees."));
            restore();
            assertThat(read().text()).isEqualTo(before.text());
        }

        @Test
        void needsNoBodyNorContentType() {
            assertThat(admin.method("POST", "/service/%s/%s/restore-transcript".formatted(channel, video),
                    BodyPublishers.noBody()).status()).isEqualTo(200);
        }
    }

    /** RFC 9110 §13.1.1. */
    @Nested
    class Tags {
        @Test
        void nameEachStateOnce() {
            var first = tag(read());
            var second = tag(edit(body("Ants.")));
            var third = tag(editLine("{\"index\":0,\"start\":0,\"end\":1,\"transcript\":\"Bees.\"}"));
            var fourth = tag(restore());

            assertThat(List.of(first, second, third, fourth)).extracting(tag -> tag.substring(0, 7))
                    .containsExactly("W/\"1.1.", "W/\"1.2.", "W/\"1.3.", "W/\"1.4.");
            assertThat(tag(read())).isEqualTo(fourth);
        }

        @Test
        void ofAnotherStateAreRefused() {
            var seen = tag(read());
            edit(body("Somebody else's."));
            var before = read().text();
            Predicate<Answer> isRefused = answer -> {
                refused(answer, 412, Transcripts.CHANGED);
                assertThat(answer.at("code")).isEqualTo("transcript-changed");
                assertThat(answer.node("status").asInt()).isEqualTo(412);
                return true;
            };

            assertThat(List.of(
                    edit(body("Mine."), "If-Match", seen),
                    editLine("{\"index\":0,\"start\":0,\"end\":1,\"transcript\":\"Mine.\"}", "If-Match", seen),
                    restore("If-Match", seen))).allMatch(isRefused);
            assertThat(read().text()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "W/%s", "%s", "\"1.1\"", "W/\"1.1\"", "*", "\"x\", %s", "%s,\"1.99\"", "W/\"x\" , %s", ",, W/%s ,", " * "
        })
        void ofThisStateOrAnyLetTheEditHappen(String header) {
            var answer = edit(body("Mine."), "If-Match", header.replace("%s", strong(tag(read()))));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "\"x\"", "\"\"", "\"1.99\"", "W/\"1.99\"", "\"01.1\"", "\"1.1.\"", "\"1.1.x\"", "\"1.1,1.1\"", "\"2.1\", \"1.0\""
        })
        void ofOthersDoNot(String header) {
            refused(edit(body("Mine."), "If-Match", header), 412, Transcripts.CHANGED);
        }

        @Test
        void outliveATitle() {
            var seen = tag(read());
            assertThat(admin.put("/service/video-list/%s/%s".formatted(channel, video), "{\"title\":\"Another\"}").status()).isEqualTo(200);

            assertThat(tag(read())).isNotEqualTo(seen);
            assertThat(edit(body("Mine."), "If-Match", seen).status()).isEqualTo(200);
        }

        private static String strong(String tag) {
            return tag.substring("W/".length());
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.1", "\"1.1", "\"1.1\" \"1.2\"", "*, \"1.1\"", "\"1.1\"x", "w/\"1.1\"", "W/W/\"1.1\"", ",", ""})
        void thatAreNoneAreRefused(String header) {
            var answer = edit(body("Mine."), "If-Match", header);

            refused(answer, 400, "Malformed If-Match header");
            assertThat(answer.faultyFields()).containsExactly("If-Match");
        }

        @Test
        void doNotRefuseWhatWasDoneAlready() {
            var seen = tag(read());
            edit(body("Mine."), "If-Match", seen);

            assertThat(edit(body("Mine."), "If-Match", seen).status()).as("the same again").isEqualTo(200);
        }
    }
}
