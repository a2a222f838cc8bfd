package studio.dictation.app.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static studio.dictation.app.catalog.Transcripts.send;

/** Every text of the contract's rows S12 to S16 and S19 to S24, and who may use them. */
class TranscriptContractE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");
    private static final String UNKNOWN = "aaaaaaaaaaa";
    private static final String LINE = "{'start':0,'end':1,'transcript':'a'}";

    private final Http admin = SERVICE.admin();

    private static String filled(String text) {
        return text.replace("{c}", CHANNEL).replace("{v}", VIDEO).replace("{u}", UNKNOWN).replace("{line}", LINE).replace('\'', '"');
    }

    static Stream<Arguments> routes() {
        return Stream.of(
                arguments("S12", "PUT", "/service/{c}/{v}/transcript"),
                arguments("S13", "PUT", "/service/{c}/{v}/full-transcript"),
                arguments("S14", "PUT", "/service/{c}/batch-transcript-update"),
                arguments("S15", "POST", "/service/{c}/{v}/restore-transcript"),
                arguments("S16", "PUT", "/service/{c}/batch-restore-transcripts"),
                arguments("S19", "GET", "/service/{c}/transcript-filters"),
                arguments("S20", "POST", "/service/{c}/transcript-filters"),
                arguments("S21", "POST", "/service/{c}/{v}/apply-filters"),
                arguments("S22", "POST", "/service/{c}/batch-apply-filters"),
                arguments("S23", "GET", "/service/{c}/{v}/mark-refined"),
                arguments("S24", "POST", "/service/{c}/{v}/mark-refined"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areForWhomTheContractSays(String row, String method, String path) {
        var anybody = send(SERVICE.http(), method, filled(path), "{}");
        assertThat(anybody.status()).as(row).isEqualTo(401);
        assertThat(anybody.error()).isEqualTo("Missing Authorization Header");

        var learner = send(SERVICE.learner().http(), method, filled(path), "{}");
        if (method.equals("GET")) {
            assertThat(learner.status()).as(row).isEqualTo(200);
        } else {
            assertThat(learner.status()).as(row).isEqualTo(403);
            assertThat(learner.error()).isEqualTo("Admin access required");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "S12 | PUT  | /service/{c}/{u}/transcript             | {'index':0,'start':0,'end':1,'transcript':'a'} | 404 | Video not found",
        "S12 | PUT  | /service/no-such/{v}/transcript         | {'index':0,'start':0,'end':1,'transcript':'a'} | 404 | Video not found",
        "S12 | PUT  | /service/{c}/{v}/transcript             | {'index':29,'start':0,'end':1,'transcript':'a'} | 400 | Invalid transcript index",
        "S12 | PUT  | /service/{c}/{v}/transcript             | {'start':0,'end':1,'transcript':'a'}    | 400 | Invalid transcript index",
        "S12 | PUT  | /service/{c}/{v}/transcript             | {                                       | 400 | Malformed JSON",
        "S13 | PUT  | /service/{c}/{v}/full-transcript        | {}                                      | 400 | Transcript data is required",
        "S13 | PUT  | /service/{c}/{u}/full-transcript        | {'transcript':[{line}]}                 | 404 | Video {u} not found in channel {c}",
        "S13 | PUT  | /service/*/*/full-transcript            | {'transcript':[{line}]}                 | 404 | Video * not found in channel *",
        "S14 | PUT  | /service/{c}/batch-transcript-update    | {}                                      | 400 | Videos data is required",
        "S14 | PUT  | /service/{c}/batch-transcript-update    | {'videos':[]}                           | 400 | Videos data is required",
        "S14 | PUT  | /service/{c}/batch-transcript-update    | {'videos':{}}                           | 400 | Invalid value for videos",
        "S14 | PUT  | /service/{c}/batch-transcript-update    | {'videos':[{'video_id':7}]}             | 400 | Invalid value for videos[0].video_id",
        "S14 | PUT  | /service/{c}/batch-transcript-update    | {'videos':[{'transcript':[{'start':[]}]}]} | 400 | Invalid value for videos[0].transcript[0].start",
        "S15 | POST | /service/{c}/{u}/restore-transcript     | ``                                      | 404 | Video {u} not found in channel {c}",
        "S16 | PUT  | /service/{c}/batch-restore-transcripts  | {}                                      | 400 | Videos data is required",
        "S16 | PUT  | /service/{c}/batch-restore-transcripts  | {'videos':null}                         | 400 | Videos data is required",
        "S19 | GET  | /service/no-such/transcript-filters     | ``                                      | 404 | Channel not found",
        "S19 | GET  | /service/*/transcript-filters           | ``                                      | 404 | Channel not found",
        "S20 | POST | /service/{c}/transcript-filters         | {}                                      | 400 | Filters list is required",
        "S20 | POST | /service/{c}/transcript-filters         | {'filters':[]}                          | 400 | Filters list is required",
        "S20 | POST | /service/{c}/transcript-filters         | {'filters':['a',' ']}                   | 400 | Filters list is required",
        "S20 | POST | /service/{c}/transcript-filters         | {'filters':'a'}                         | 400 | Invalid value for filters",
        "S20 | POST | /service/no-such/transcript-filters     | {'filters':['a']}                       | 404 | Channel not found",
        "S20 | POST | /service/*/transcript-filters           | {'filters':['a']}                       | 404 | Channel not found",
        "S21 | POST | /service/{c}/{v}/apply-filters          | {}                                      | 400 | Filters list is required",
        "S21 | POST | /service/{c}/{u}/apply-filters          | {'filters':['a']}                       | 404 | Video {u} not found in channel {c}",
        "S22 | POST | /service/{c}/batch-apply-filters        | {'filters':['a']}                       | 400 | Video IDs list is required",
        "S22 | POST | /service/{c}/batch-apply-filters        | {'video_ids':[],'filters':['a']}        | 400 | Video IDs list is required",
        "S22 | POST | /service/{c}/batch-apply-filters        | {'video_ids':['{v}']}                   | 400 | Filters list is required",
        "S23 | GET  | /service/{c}/{u}/mark-refined           | ``                                      | 404 | Video {u} not found in channel {c}",
        "S24 | POST | /service/{c}/{u}/mark-refined           | {'is_refined':true}                     | 404 | Video {u} not found in channel {c}",
        "S24 | POST | /service/{c}/{v}/mark-refined           | {'is_refined':'maybe'}                  | 400 | Invalid value for is_refined"
    })
    void refuseWithTheTextsOfTheContract(String row, String method, String path, String body, int status, String error) {
        var answer = send(admin, method, filled(path), filled(body));

        assertThat(answer.status()).as("%s: %s", row, answer).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(filled(error));
        assertThat(answer.header("content-type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "S14 | PUT  | batch-transcript-update   | videos    | {'video_id':'aaaaaaaaaaa'}",
        "S16 | PUT  | batch-restore-transcripts | videos    | {'video_id':'aaaaaaaaaaa'}",
        "S22 | POST | batch-apply-filters       | video_ids | 'aaaaaaaaaaa'"
    })
    void boundTheirLists(String row, String method, String path, String field, String item) {
        var fifty = ("," + filled(item)).repeat(50).substring(1);
        var template = "{\"filters\":[\"a\"],\"%s\":[%s]}";

        assertThat(send(admin, method, "/service/%s/%s".formatted(CHANNEL, path), template.formatted(field, fifty)).status())
                .as(row).isEqualTo(200);
        var answer = send(admin, method, "/service/%s/%s".formatted(CHANNEL, path), template.formatted(field, fifty + "," + filled(item)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(field + " must have at most 50 items");
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void sayWhichTranscriptCouldNotBeFiltered() {
        var answer = send(admin, "POST", "/service/%s/%s/apply-filters".formatted(CHANNEL, UNKNOWN), "{\"filters\":[\"a\"]}");

        assertThat(answer.at("channel_id")).isEqualTo(CHANNEL);
        assertThat(answer.at("video_id")).isEqualTo(UNKNOWN);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(
                "type", "title", "status", "detail", "code", "error", "channel_id", "video_id");
    }

    @Test
    void hidePrivateThingsFromLearners() {
        var learner = SERVICE.learner().http();
        var closed = Catalogue.video(CHANNEL, "private");
        var hidden = Catalogue.channel("private");
        var inside = Catalogue.video(hidden, "public");

        for (var path : List.of("%s/%s/mark-refined".formatted(CHANNEL, closed), "%s/%s/mark-refined".formatted(hidden, inside))) {
            var ids = path.split("/", -1);
            notFound(learner.get("/service/" + path), "Video %s not found in channel %s".formatted(ids[1], ids[0]));
            assertThat(admin.get("/service/" + path).status()).isEqualTo(200);
        }
        notFound(learner.get("/service/%s/transcript-filters".formatted(hidden)), "Channel not found");
        assertThat(admin.get("/service/%s/transcript-filters".formatted(hidden)).status()).isEqualTo(200);
    }

    private static void notFound(Answer answer, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(error);
    }
}
