package studio.dictation.app.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.texts;

/** S14: PUT /service/{channel_id}/batch-transcript-update, and S16: PUT /service/{channel_id}/batch-restore-transcripts. */
class TranscriptBatchE2E {
    private final Http admin = RunningService.shared().admin();
    private final String channel = Catalogue.channel("public");
    private final String first = Catalogue.video(channel, "public");
    private final String second = Catalogue.video(channel, "private");

    private Answer update(String... items) {
        return admin.put("/service/%s/batch-transcript-update".formatted(channel), "{\"videos\":[%s]}".formatted(String.join(",", items)));
    }

    private Answer restore(String... items) {
        return admin.put("/service/%s/batch-restore-transcripts".formatted(channel), "{\"videos\":[%s]}".formatted(String.join(",", items)));
    }

    private static String item(String video, String... texts) {
        return "{\"video_id\":\"%s\",%s".formatted(video, body(texts).substring(1));
    }

    private List<String> read(String video) {
        return texts(Transcripts.read(admin, channel, video));
    }

    private static void report(Answer answer, String what, int successful, int failed) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("message", "success_count", "error_count", "results");
        assertThat(answer.at("message")).isEqualTo("Batch %s completed: %d successful, %d failed".formatted(what, successful, failed));
        assertThat(answer.node("success_count").asInt()).isEqualTo(successful);
        assertThat(answer.node("error_count").asInt()).isEqualTo(failed);
        assertThat(answer.node("results").size()).isEqualTo(successful + failed);
    }

    private static void result(Answer answer, int index, String video, int status, String message) {
        var result = answer.node("/results/" + index);
        assertThat(result.propertyNames()).containsExactly("video_id", "success", "message", "status_code");
        assertThat(result.path("video_id").asString(null)).isEqualTo(video);
        assertThat(result.path("message").asString()).isEqualTo(message);
        assertThat(result.path("status_code").asInt()).isEqualTo(status);
        assertThat(result.path("success").asBoolean()).isEqualTo(status == 200);
    }

    @Nested
    class Updates {
        @Test
        void areReportedInTheOrderOfTheVideos() {
            var answer = update(item(second, "Bees."), item(first, "Ants."));

            report(answer, "update", 2, 0);
            result(answer, 0, first, 200, "Transcript updated successfully for video " + first);
            result(answer, 1, second, 200, "Transcript updated successfully for video " + second);
            assertThat(read(first)).containsExactly("Ants.");
            assertThat(read(second)).containsExactly("Bees.");
        }

        @Test
        void thatAreBadSpoilNoOther() {
            var answer = update(
                    "null",
                    "{\"transcript\":[%s]}".formatted(Transcripts.line(0, "a")),
                    "{\"video_id\":\"zzzzzzzzzzz\"}",
                    "{\"video_id\":\"yyyyyyyyyyy\",\"transcript\":[]}",
                    item("xxxxxxxxxxx", "Nobody's."),
                    "{\"video_id\":\"%s\",\"transcript\":[{\"start\":2,\"end\":1,\"transcript\":\"a\"}]}".formatted(second),
                    item(first, "Ants."));

            report(answer, "update", 1, 6);
            result(answer, 0, null, 400, "Invalid data for video null: video_id and transcript are required");
            result(answer, 1, null, 400, "Invalid data for video null: video_id and transcript are required");
            result(answer, 2, first, 200, "Transcript updated successfully for video " + first);
            result(answer, 3, second, 400, "Invalid data for video %s: transcript[0].end must not be before the start".formatted(second));
            result(answer, 4, "xxxxxxxxxxx", 404, "Video xxxxxxxxxxx not found in channel " + channel);
            result(answer, 5, "yyyyyyyyyyy", 400, "Invalid data for video yyyyyyyyyyy: video_id and transcript are required");
            result(answer, 6, "zzzzzzzzzzz", 400, "Invalid data for video zzzzzzzzzzz: video_id and transcript are required");
            assertThat(read(first)).containsExactly("Ants.");
            assertThat(read(second)).hasSize(29);
        }

        @Test
        void ofTheSameVideoAreRefusedAfterTheFirst() {
            var answer = update(item(first, "Ants."), item(first, "Bees."));

            report(answer, "update", 1, 1);
            result(answer, 0, first, 200, "Transcript updated successfully for video " + first);
            result(answer, 1, first, 400, "Video %s is named more than once".formatted(first));
            assertThat(read(first)).containsExactly("Ants.");
        }

        @Test
        void writeNothingWhenTheBodyHasTheWrongForm() {
            assertThat(update(item(first, "Ants."), "{\"video_id\":\"%s\",\"transcript\":[7]}".formatted(second)).status()).isEqualTo(400);

            assertThat(read(first)).hasSize(29);
        }

        @Test
        void ofAnUnknownChannelAreNone() {
            var answer = admin.put("/service/no-such/batch-transcript-update", "{\"videos\":[%s]}".formatted(item(first, "Ants.")));

            report(answer, "update", 0, 1);
            result(answer, 0, first, 404, "Video %s not found in channel no-such".formatted(first));
        }
    }

    @Nested
    class Restorations {
        @Test
        void undoAllEdits() {
            var before = Stream.of(first, second).map(TranscriptBatchE2E.this::read).toList();
            update(item(first, "Ants."), item(second, "Bees."));
            update(item(first, "Wasps."));

            var answer = restore("{\"video_id\":\"%s\"}".formatted(second), "{\"video_id\":\"%s\"}".formatted(first));

            report(answer, "restore", 2, 0);
            result(answer, 0, first, 200, "Transcript restored successfully for video " + first);
            result(answer, 1, second, 200, "Transcript restored successfully for video " + second);
            assertThat(Stream.of(first, second).map(TranscriptBatchE2E.this::read)).isEqualTo(before);
        }

        @Test
        void thatAreBadSpoilNoOther() {
            update(item(first, "Ants."));

            var answer = restore("{}", "null", "{\"video_id\":\"\"}", "{\"video_id\":\"zzzzzzzzzzz\"}",
                    "{\"video_id\":\"%s\"}".formatted(first), "{\"video_id\":\"%s\"}".formatted(first));

            report(answer, "restore", 1, 5);
            for (int i = 0; i < 3; i++) {
                result(answer, i, null, 400, "Invalid data: video_id is required");
            }
            result(answer, 3, first, 200, "Transcript restored successfully for video " + first);
            result(answer, 4, first, 400, "Video %s is named more than once".formatted(first));
            result(answer, 5, "zzzzzzzzzzz", 404, "Video zzzzzzzzzzz not found in channel " + channel);
            assertThat(read(first)).hasSize(29);
        }
    }
}
