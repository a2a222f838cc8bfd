package studio.dictation.app.catalog;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.ContractRow;
import studio.dictation.app.http.Http;

import static studio.dictation.app.http.ContractRow.error;

/** Every status and every text that the contract has for S2 to S5, S7 to S10, S17, S18 and S25 to S27, in the order of its rows. */
class CatalogContractE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final Http LEARNER = SERVICE.learner().http();
    private static final String OPEN = Catalogue.channel("public");
    private static final String CLOSED = Catalogue.channel("private");
    private static final String EMPTY = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(OPEN, "public");
    private static final String HIDDEN = Catalogue.video(OPEN, "private");

    private enum Who { NOBODY, LEARNER, ADMIN }

    static List<ContractRow<Who>> rows() {
        return List.of(
                row("S2", Who.NOBODY, "GET /service/channel", "", 200, "[{\"id\":"),
                row("S2", Who.NOBODY, "GET /service/channel?visibility=public&language=xx", "", 200, "[]"),
                row("S3", Who.ADMIN, "POST /service/channel", "{\"channels\":[{\"id\":\"{open}\",\"name\":\"N\",\"image_url\":\"i\",\"videos\":[]}]}",
                        200, "{\"message\":\"1 channel(s) information saved or updated successfully\"}"),
                row("S3", Who.ADMIN, "POST /service/channel", "{}", 400, error("Invalid input. 'channels' list is required.")),
                row("S3", Who.ADMIN, "POST /service/channel", "{\"channels\":[{\"id\":\"x\",\"name\":\"N\"}]}", 400,
                        error("Invalid input for channel x. Name, id, and image_url are required.")),
                row("S3", Who.ADMIN, "POST /service/channel", "{\"channels\":7}", 400, "{\"field\":\"channels\""),
                row("S3", Who.LEARNER, "POST /service/channel", "{}", 403, error("Admin access required")),
                row("S3", Who.NOBODY, "POST /service/channel", "{}", 401, error("Missing Authorization Header")),

                row("S4", Who.NOBODY, "GET /service/channel/{open}", "", 200, "\"language\":\"en\",\"videos\":[\"{video}\"]}"),
                row("S4", Who.ADMIN, "GET /service/channel/{open}", "", 200, "\"videos\":[\"{video}\",\"{hidden}\"]}"),
                row("S4", Who.ADMIN, "GET /service/channel/{closed}", "", 200, "\"visibility\":\"private\""),
                row("S4", Who.LEARNER, "GET /service/channel/{closed}", "", 404, error("Channel not found")),
                row("S4", Who.NOBODY, "GET /service/channel/no-such", "", 404, error("Channel not found")),
                row("S4", Who.NOBODY, "GET /service/channel/*", "", 404, error("Channel not found")),

                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{\"id\":\"{empty}\",\"name\":\"New\",\"colour\":\"red\"}", 200,
                        "{\"message\":\"Channel {empty} updated successfully\"}"),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{}", 400, error("No update data provided")),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "", 400, error("No update data provided")),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{\"name\":null,\"colour\":\"red\"}", 400, error("No update data provided")),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{\"id\":\"other\",\"name\":\"New\"}", 400, error("id can't be changed")),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{\"name\":\" \"}", 400, "{\"field\":\"name\",\"message\":\"is required\"}"),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{\"image_url\":5}", 400, "{\"field\":\"image_url\""),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "[]", 400, error("Request body has the wrong form")),
                row("S5", Who.ADMIN, "PUT /service/channel/{empty}", "{", 400, error("Malformed JSON")),
                row("S5", Who.ADMIN, "PUT /service/channel/no-such", "{\"name\":\"New\"}", 404, error("Channel not found")),
                row("S5", Who.ADMIN, "PUT /service/channel/*", "{\"name\":\"New\"}", 404, error("Channel not found")),
                row("S5", Who.LEARNER, "PUT /service/channel/{empty}", "{\"name\":\"New\"}", 403, error("Admin access required")),
                row("S5", Who.NOBODY, "PUT /service/channel/{empty}", "{}", 401, error("Missing Authorization Header")),

                row("S7", Who.LEARNER, "GET /service/video-list", "", 200,
                        "{\"link\":\"https://www.youtube.com/watch?v={video}\",\"video_id\":\"{video}\",\"title\":\"Title of {video}\",\"transcript\":[{\"start\":0.4"),
                row("S7", Who.NOBODY, "GET /service/video-list", "", 401, error("Missing Authorization Header")),

                row("S8", Who.LEARNER, "GET /service/video-list/{open}?visibility=public&language=en", "", 200,
                        "{\"channel_id\":\"{open}\",\"videos\":[{\"video_id\":\"{video}\""),
                row("S8", Who.LEARNER, "GET /service/video-list/no-such", "", 200, "{\"channel_id\":\"no-such\",\"videos\":[]}"),
                row("S8", Who.LEARNER, "GET /service/video-list/no-such?include=transcript", "", 200, "{\"channel_id\":\"no-such\",\"videos\":[]}"),
                row("S8", Who.LEARNER, "GET /service/video-list/{open}?include=all", "", 400, "{\"field\":\"include\",\"message\":\"must be transcript\"}"),
                row("S8", Who.NOBODY, "GET /service/video-list/{open}", "", 401, error("Missing Authorization Header")),

                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "{\"title\":\"New\",\"colour\":\"red\",\"link\":null}", 200,
                        "{\"message\":\"Video {hidden} updated successfully\"}"),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "{}", 400, error("No update data provided")),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "", 400, error("No update data provided")),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "{\"title\":null}", 400, error("No update data provided")),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "{\"title\":\"\"}", 400, "{\"field\":\"title\",\"message\":\"is required\"}"),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/{hidden}", "{\"visibility\":true}", 400, "{\"field\":\"visibility\""),
                row("S9", Who.ADMIN, "PUT /service/video-list/{open}/aaaaaaaaaaa", "{\"title\":\"New\"}", 404, error("Video not found")),
                row("S9", Who.ADMIN, "PUT /service/video-list/*/*", "{}", 404, error("Video not found")),
                row("S9", Who.LEARNER, "PUT /service/video-list/{open}/{video}", "{\"title\":\"New\"}", 403, error("Admin access required")),
                row("S9", Who.NOBODY, "PUT /service/video-list/{open}/{video}", "{}", 401, error("Missing Authorization Header")),

                row("S10", Who.ADMIN, "DELETE /service/video-list/{open}/{hidden}", "", 200,
                        "{\"message\":\"Video {hidden} deleted successfully from channel {open}\"}"),
                row("S10", Who.ADMIN, "DELETE /service/video-list/{open}/{hidden}", "", 404, error("Video not found")),
                row("S10", Who.ADMIN, "DELETE /service/video-list/no-such/aaaaaaaaaaa", "", 404, error("Video not found")),
                row("S10", Who.LEARNER, "DELETE /service/video-list/{open}/{video}", "", 403, error("Admin access required")),
                row("S10", Who.NOBODY, "DELETE /service/video-list/{open}/{video}", "", 401, error("Missing Authorization Header")),

                row("S17", Who.ADMIN, "GET /service/{open}/transcript-summary", "", 200,
                        "{\"channel_id\":\"{open}\",\"total_videos\":1,\"summaries\":[{\"video_id\":\"{video}\",\"title\":\"Title of {video}\","
                                + "\"transcript_count\":29,\"has_original\":false,\"last_updated\":1"),
                row("S17", Who.ADMIN, "GET /service/{open}/transcript-summary", "", 200, ",\"is_refined\":false,\"refined_at\":null}]}"),
                row("S17", Who.ADMIN, "GET /service/no-such/transcript-summary", "", 200, "{\"channel_id\":\"no-such\",\"total_videos\":0,\"summaries\":[]}"),
                row("S17", Who.LEARNER, "GET /service/{open}/transcript-summary", "", 403, error("Admin access required")),
                row("S17", Who.NOBODY, "GET /service/{open}/transcript-summary", "", 401, error("Missing Authorization Header")),

                row("S18", Who.ADMIN, "PUT /service/{open}/batch-visibility-update", "{\"visibility\":\"public\"}", 200,
                        "{\"message\":\"Batch visibility update completed: 1 successful, 0 failed\",\"channel_id\":\"{open}\",\"new_visibility\":\"public\","
                                + "\"total_videos\":1,\"success_count\":1,\"error_count\":0,\"results\":[{\"video_id\":\"{video}\",\"success\":true,"
                                + "\"message\":\"Video {video} visibility updated successfully\",\"status_code\":200}]}"),
                row("S18", Who.ADMIN, "PUT /service/{open}/batch-visibility-update", "{}", 400, error("Visibility parameter is required")),
                row("S18", Who.ADMIN, "PUT /service/{open}/batch-visibility-update", "{\"visibility\":\" \"}", 400, "{\"field\":\"visibility\""),
                row("S18", Who.ADMIN, "PUT /service/{open}/batch-visibility-update", "", 400, error("Visibility parameter is required")),
                row("S18", Who.ADMIN, "PUT /service/{open}/batch-visibility-update", "{\"visibility\":\"%s\"}".formatted("v".repeat(33)), 400,
                        "must have 1 to 32 characters"),
                row("S18", Who.ADMIN, "PUT /service/{empty}/batch-visibility-update", "{\"visibility\":\"public\"}", 404,
                        error("No videos found in channel {empty}")),
                row("S18", Who.ADMIN, "PUT /service/*/batch-visibility-update", "{\"visibility\":\"public\"}", 404, error("No videos found in channel *")),
                row("S18", Who.LEARNER, "PUT /service/{open}/batch-visibility-update", "{}", 403, error("Admin access required")),
                row("S18", Who.NOBODY, "PUT /service/{open}/batch-visibility-update", "{}", 401, error("Missing Authorization Header")),

                row("S25", Who.ADMIN, "GET /service/admin/stats", "", 200, "{\"total_channels\":"),
                row("S25", Who.LEARNER, "GET /service/admin/stats", "", 403, error("Admin access required")),
                row("S25", Who.NOBODY, "GET /service/admin/stats", "", 401, error("Missing Authorization Header")),

                row("S26", Who.ADMIN, "GET /service/admin/analytics/videos", "", 200,
                        "{\"channel_id\":\"{open}\",\"channel_name\":\"N\",\"total_videos\":1,\"public_videos\":1,\"private_videos\":0,\"refined_videos\":0}"),
                row("S26", Who.LEARNER, "GET /service/admin/analytics/videos", "", 403, error("Admin access required")),
                row("S26", Who.NOBODY, "GET /service/admin/analytics/videos", "", 401, error("Missing Authorization Header")),

                // 404: EmptyCatalogE2E
                row("S27", Who.LEARNER, "GET /service/random-video", "", 200, "{\"video\":{\"channel_id\":"),
                row("S27", Who.NOBODY, "GET /service/random-video", "", 401, error("Missing Authorization Header")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isKept(ContractRow<Who> row) {
        row.assertKept(switch (row.who()) {
            case NOBODY -> SERVICE.http();
            case LEARNER -> LEARNER;
            case ADMIN -> SERVICE.admin();
        });
    }

    private static ContractRow<Who> row(String id, Who who, String request, String body, int status, String text) {
        return new ContractRow<>(id, who, filled(request), filled(body), status, filled(text));
    }

    private static String filled(String template) {
        return template.replace("{open}", OPEN).replace("{closed}", CLOSED).replace("{empty}", EMPTY)
                .replace("{video}", VIDEO).replace("{hidden}", HIDDEN);
    }
}
