package studio.dictation.app.catalog;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.app.catalog.Transcripts.body;
import static studio.dictation.app.catalog.Transcripts.replace;
import static studio.dictation.app.catalog.Transcripts.send;
import static studio.dictation.app.catalog.Transcripts.tag;
import static studio.dictation.app.catalog.Transcripts.texts;

/**
 * S19 and S20: /service/{channel_id}/transcript-filters, S21: POST /service/{channel_id}/{video_id}/apply-filters, and S22:
 * POST /service/{channel_id}/batch-apply-filters.
 */
class TranscriptFiltersE2E {
    private static final String EXAMPLE = "{\"transcript\":["
            + "{\"start\":0.5,\"end\":2,\"transcript\":\"[Music]\"},{\"start\":2,\"end\":4,\"transcript\":\"Second line [music] Foo\"},"
            + "{\"start\":4,\"end\":6,\"transcript\":\"[MUSIC]\"},{\"start\":7,\"end\":8,\"transcript\":\"end foo\"}]}";
    private static final String LEFT = "[{\"start\":0.5,\"end\":6.0,\"transcript\":\"Second line\"},"
            + "{\"start\":7.0,\"end\":8.0,\"transcript\":\"end\"}]";

    private final RunningService service = RunningService.shared();
    private final Http admin = service.admin();
    private final String channel = Catalogue.channel("public");
    private final String video = Catalogue.video(channel, "public");

    private Answer save(String filters) {
        return admin.post("/service/%s/transcript-filters".formatted(channel), "{\"filters\":%s}".formatted(filters));
    }

    private Answer apply(String filters, String... headers) {
        return send(admin, "POST", "/service/%s/%s/apply-filters".formatted(channel, video), "{\"filters\":%s}".formatted(filters), headers);
    }

    private Answer applyToEach(String videos, String filters) {
        return admin.post("/service/%s/batch-apply-filters".formatted(channel),
                "{\"video_ids\":%s,\"filters\":%s}".formatted(videos, filters));
    }

    private Answer read() {
        return Transcripts.read(admin, channel, video);
    }

    @Nested
    class OfAChannel {
        @Test
        void areNoneUntilSomeAreSet() {
            var answer = service.learner().http().get("/service/%s/transcript-filters".formatted(channel));

            assertThat(answer.text()).isEqualTo("{\"channel_id\":\"%s\",\"filters\":[]}".formatted(channel));
        }

        @Test
        void areReplacedAsAWholeWithoutRepetition() {
            save("[\"other\"]");

            var answer = save("[\"[music]\",\" um\",\"[music]\",\"\\\"蚂蚁\\\"\"]");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("message")).isEqualTo("Successfully saved 3 filters for channel " + channel);
            assertThat(answer.node("filters").toString()).isEqualTo("[\"[music]\",\" um\",\"\\\"蚂蚁\\\"\"]");
            assertThat(service.learner().http().get("/service/%s/transcript-filters".formatted(channel)).node("filters"))
                    .isEqualTo(answer.node("filters"));
            assertThat(save("[\"[music]\",\" um\",\"\\\"蚂蚁\\\"\"]").status()).as("the same again").isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[null]| filters[0]", "[\"a\",\"\"]| filters[1]", "[1]| filters[0]"})
        void nameTheOneThatIsWrong(String filters, String field) {
            var answer = save(filters);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.faultyFields()).containsExactly(field);
        }
    }

    @Nested
    class Applied {
        @Test
        void doWhatTheExampleOfTheContractShows() {
            replace(admin, channel, video, EXAMPLE);

            var answer = apply("[\"[music]\",\"foo\"]");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(("{\"message\":\"Successfully applied 2 filters to video transcript\",\"channel_id\":\"%s\","
                    + "\"video_id\":\"%s\",\"filters_applied\":2,\"total_changes\":5,\"filter_stats\":{\"[music]\":3,\"foo\":2},"
                    + "\"transcript\":%s}").formatted(channel, video, LEFT));
            assertThat(read().node("transcript").toString()).isEqualTo(LEFT);
            assertThat(tag(read())).isEqualTo(tag(answer));
        }

        @Test
        void canBeUndone() {
            var before = read().text();
            apply("[\"the\"]");
            apply("[\"and\"]");

            admin.postNothing("/service/%s/%s/restore-transcript".formatted(channel, video));

            assertThat(read().text()).isEqualTo(before);
        }

        @Test
        void thatMatchNothingChangeNothing() {
            var before = read();

            var answer = apply("[\"no such words\"]");

            assertThat(answer.node("total_changes").asInt()).isZero();
            assertThat(answer.node("filter_stats").toString()).isEqualTo("{\"no such words\":0}");
            assertThat(read().text()).isEqualTo(before.text());
        }

        @Test
        void mayLeaveNothingAndThenFindNothing() {
            replace(admin, channel, video, body("um", "Um um"));

            assertThat(apply("[\"um\"]").node("transcript").size()).isZero();

            assertThat(read().node("transcript").isEmpty()).isTrue();
            var answer = apply("[\"um\"]");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error()).isEqualTo("No transcript found for video " + video);
            assertThat(answer.at("channel_id")).isEqualTo(channel);
            assertThat(answer.at("video_id")).isEqualTo(video);
            assertThat(admin.postNothing("/service/%s/%s/restore-transcript".formatted(channel, video)).node("transcript").size())
                    .isEqualTo(29);
        }

        @Test
        void byWhoHasSeenAnotherStateAreRefused() {
            var seen = tag(read());
            replace(admin, channel, video, EXAMPLE);

            var answer = apply("[\"foo\"]", "If-Match", seen);

            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.error()).isEqualTo(Transcripts.CHANGED);
            assertThat(answer.at("code")).isEqualTo("transcript-changed");
            assertThat(answer.at("video_id")).isEqualTo(video);
            assertThat(texts(read())).contains("end foo");
        }
    }

    @Nested
    class AppliedToSeveral {
        private final String other = Catalogue.video(channel, "private");

        @Test
        void areReportedForEachInTheOrderOfTheVideos() {
            replace(admin, channel, video, EXAMPLE);

            var answer = applyToEach("[\"zzzzzzzzzzz\",\"%s\",null,\"%s\",\" \"]".formatted(other, video),
                    "[\"no such words\",\"[music]\",\"foo\",\"foo\"]");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().propertyNames()).containsExactly("message", "channel_id", "total_videos", "success_count",
                    "error_count", "filters_applied", "results");
            assertThat(answer.at("message")).isEqualTo("Batch filter application completed: 2 successful, 3 failed");
            assertThat(answer.at("channel_id")).isEqualTo(channel);
            assertThat(answer.node("total_videos").asInt()).isEqualTo(5);
            assertThat(answer.node("success_count").asInt()).isEqualTo(2);
            assertThat(answer.node("error_count").asInt()).isEqualTo(3);
            assertThat(answer.node("filters_applied").asInt()).isEqualTo(3);
            assertThat(answer.node("/results/0").toString()).isEqualTo(answer.node("/results/1").toString()).isEqualTo(
                    "{\"video_id\":null,\"success\":false,\"message\":\"Invalid data: video_id is required\",\"status_code\":400}");
            assertThat(answer.node("/results/2").toString()).isEqualTo(("{\"video_id\":\"%s\",\"success\":true,"
                    + "\"message\":\"Filters applied: '[music]': 3 times, 'foo': 2 times (Total: 5 changes)\",\"status_code\":200,"
                    + "\"total_changes\":5,\"filter_stats\":{\"no such words\":0,\"[music]\":3,\"foo\":2},\"filters_applied\":3,\"transcript\":%s}")
                    .formatted(video, LEFT));
            assertThat(answer.at("/results/3/message")).isEqualTo("No filter matches found in this transcript");
            assertThat(answer.node("/results/3/transcript").size()).isEqualTo(29);
            assertThat(answer.at("/results/4/message")).isEqualTo("Video zzzzzzzzzzz not found in channel " + channel);
            assertThat(answer.node("/results/4/status_code").asInt()).isEqualTo(404);
        }

        @Test
        void tellWhereThereIsNothingToFilter() {
            replace(admin, channel, video, body("um"));
            apply("[\"um\"]");

            var answer = applyToEach("[\"%s\",\"%s\"]".formatted(video, video), "[\"um\"]");

            assertThat(answer.at("/results/0/message")).isEqualTo("No transcript found for video " + video);
            assertThat(answer.node("/results/0/status_code").asInt()).isEqualTo(404);
            assertThat(answer.at("/results/1/message")).isEqualTo("Video %s is named more than once".formatted(video));
            assertThat(answer.node("/results/1/status_code").asInt()).isEqualTo(400);
        }
    }
}
