package studio.dictation.app.progress;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.security.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every status and every text that the contract has for U1, U2, U6, U13, U14, U16 and U29, in the order of its rows. What every route
 * answers, 500 for instance, is §1.1 of the contract: {@link studio.dictation.app.http.GlobalErrorsE2E}.
 */
class LearningContractE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final Learner LEARNER = SERVICE.learner();
    private static final Learner FULL = SERVICE.learner();
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");
    private static final String HIDDEN = Catalogue.video(CHANNEL, "private");

    static {
        for (int opened = 0; opened < 4; opened++) {
            FULL.http().post("/user/register_dictation",
                    "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(CHANNEL, Catalogue.video(CHANNEL, "public")));
        }
    }

    /** Who asks: without a token, or with one of an account or of none; one learner has no free video left. */
    private enum Who { NOBODY, LEARNER, NEWCOMER, FULL, ADMIN, GHOST }

    /** Who asks for what, and what the answer has to be: its status, and a text that its body holds. */
    private record Row(String id, Who who, String request, String body, int status, String text) {
        @Override
        public String toString() {
            return "%s: %s %s %s -> %d %s".formatted(id, who, request, body, status, text);
        }
    }

    static List<Row> rows() {
        return List.of(
                row("U1", Who.NEWCOMER, "POST /user/progress", save("{video}", "{\"0\":\"a\"}", "1.75E12", "33.33", "12.5"), 200,
                        "{\"message\":\"Dictation progress and video duration updated successfully\",\"videoDuration\":12.5,"
                                + "\"channelTotalDuration\":12.5,\"totalDuration\":12.5,\"dailyDuration\":12.5}"),
                row("U1", Who.NEWCOMER, "POST /user/progress",
                        "{\"channelId\":\"{channel}\",\"videoId\":\"{video}\",\"userInput\":{},\"currentTime\":1.0,\"overallCompletion\":0.0,"
                                + "\"duration\":0.0,\"channelName\":null,\"videoTitle\":null,\"videoLink\":null}", 200, "\"totalDuration\":0,"),
                row("U1", Who.NEWCOMER, "POST /user/progress", save("{video}", "{}", "1", "0", "86400"), 200, "\"totalDuration\":86400,"),
                // More is a clock gone wrong: a day is all that counts.
                row("U1", Who.NEWCOMER, "POST /user/progress", save("{video}", "{}", "1", "0", "86400.001"), 200, "\"totalDuration\":86400,"),
                row("U1", Who.ADMIN, "POST /user/progress", save("{hidden}", "{}", "1", "0", "0"), 200, "\"message\":"),
                row("U1", Who.LEARNER, "POST /user/progress", "{}", 400, error("Missing required fields")),
                row("U1", Who.LEARNER, "POST /user/progress", save("{video}", "null", "1", "0", "1"), 400, "{\"field\":\"userInput\""),
                row("U1", Who.LEARNER, "POST /user/progress", save("{video}", "{}", "1", "0", "-1"), 400, "{\"field\":\"duration\""),
                row("U1", Who.LEARNER, "POST /user/progress", save("{video}", "{}", "1", "0", "\"1\""), 400, "{\"field\":\"duration\""),
                row("U1", Who.LEARNER, "POST /user/progress", save("{video}", "{}", "1", "101", "1"), 400, "{\"field\":\"overallCompletion\""),
                row("U1", Who.LEARNER, "POST /user/progress", save("{video}", "{\"x\":\"a\"}", "1", "0", "1"), 400, "{\"field\":\"userInput\""),
                row("U1", Who.LEARNER, "POST /user/progress", "{", 400, error("Malformed JSON")),
                row("U1", Who.LEARNER, "POST /user/progress", save("{unknown}", "{}", "1", "0", "1"), 404, error("Video not found")),
                row("U1", Who.LEARNER, "POST /user/progress", save("{hidden}", "{}", "1", "0", "1"), 404, error("Video not found")),
                row("U1", Who.GHOST, "POST /user/progress", save("{video}", "{}", "1", "0", "1"), 404, error("User not found")),
                row("U1", Who.NOBODY, "POST /user/progress", "{}", 401, error("Missing Authorization Header")),

                row("U2", Who.LEARNER, "GET /user/progress?channelId={channel}&videoId={video}", "", 200,
                        "{\"channelId\":\"{channel}\",\"videoId\":\"{video}\",\"userInput\":\"\",\"currentTime\":0,\"overallCompletion\":0"),
                row("U2", Who.FULL, "GET /user/progress?channelId={channel}&videoId={video}", "", 200, "\"progress\":{"),
                row("U2", Who.LEARNER, "GET /user/progress", "", 400, error("channelId and videoId are required")),
                row("U2", Who.LEARNER, "GET /user/progress?channelId={channel}", "", 400, error("channelId and videoId are required")),
                row("U2", Who.LEARNER, "GET /user/progress?videoId={video}", "", 400, error("channelId and videoId are required")),
                row("U2", Who.LEARNER, "GET /user/progress?channelId={channel}&videoId={unknown}", "", 404, error("Video not found")),
                row("U2", Who.LEARNER, "GET /user/progress?channelId={channel}&videoId={hidden}", "", 404, error("Video not found")),
                row("U2", Who.GHOST, "GET /user/progress?channelId={channel}&videoId={video}", "", 404, error("User not found")),
                row("U2", Who.NOBODY, "GET /user/progress?channelId={channel}&videoId={video}", "", 401,
                        error("Missing Authorization Header")),

                row("U6", Who.NEWCOMER, "GET /user/duration", "", 200, "\"totalDuration\":0"),
                row("U6", Who.NEWCOMER, "GET /user/duration", "", 200, "\"dailyDurations\":{}"),
                row("U6", Who.GHOST, "GET /user/duration", "", 404, error("User not found")),
                row("U6", Who.NOBODY, "GET /user/duration", "", 401, error("Missing Authorization Header")),

                row("U13", Who.NEWCOMER, "GET /user/dictation_quota?channelId={channel}&videoId={video}", "", 200,
                        "{\"used\":0,\"limit\":4,\"canProceed\":true,\"notifyQuota\":true"),
                row("U13", Who.FULL, "GET /user/dictation_quota?channelId={channel}&videoId={video}", "", 200,
                        "{\"used\":4,\"limit\":4,\"canProceed\":false,\"notifyQuota\":true,\"startDate\":\"2"),
                row("U13", Who.LEARNER, "GET /user/dictation_quota?channelId={channel}&videoId={unknown}", "", 200, "\"canProceed\":true"),
                row("U13", Who.LEARNER, "GET /user/dictation_quota?channelId={channel}", "", 400, error("Missing channelId or videoId")),
                row("U13", Who.LEARNER, "GET /user/dictation_quota", "", 400, error("Missing channelId or videoId")),
                row("U13", Who.GHOST, "GET /user/dictation_quota?channelId={channel}&videoId={video}", "", 404, error("User not found")),
                row("U13", Who.NOBODY, "GET /user/dictation_quota", "", 401, error("Missing Authorization Header")),

                row("U14", Who.NEWCOMER, "POST /user/register_dictation", open("{video}"), 200, "\"status\":\"success\""),
                row("U14", Who.NEWCOMER, "POST /user/register_dictation", open("{video}"), 200,
                        "\"message\":\"Video registered and progress initialized\""),
                row("U14", Who.FULL, "POST /user/register_dictation", open("{video}"), 403,
                        error("Failed to register video, quota exceeded")),
                row("U14", Who.LEARNER, "POST /user/register_dictation", "{}", 400, error("Missing channelId or videoId")),
                row("U14", Who.LEARNER, "POST /user/register_dictation", "{", 400, error("Malformed JSON")),
                row("U14", Who.LEARNER, "POST /user/register_dictation", open("{unknown}"), 404, error("Video not found")),
                row("U14", Who.LEARNER, "POST /user/register_dictation", open("{hidden}"), 404, error("Video not found")),
                row("U14", Who.GHOST, "POST /user/register_dictation", open("{video}"), 404, error("User not found")),
                row("U14", Who.NOBODY, "POST /user/register_dictation", "{}", 401, error("Missing Authorization Header")),

                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"{learner}\"],\"duration\":30}", 200,
                        "{\"message\":\"Updated 1 of 1 users\",\"results\":[{\"email\":\"{learner}\",\"success\":true,\"plan\":{\"name\":\"Basic\""),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"{learner}\"],\"duration\":-1}", 200,
                        "{\"message\":\"Updated 1 of 1 users\""),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"nobody@example.org\"],\"duration\":30}", 200,
                        "{\"message\":\"Updated 0 of 1 users\",\"results\":["
                                + "{\"email\":\"nobody@example.org\",\"success\":false,\"error\":\"User not found\"}]}"),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"duration\":30}", 400, error("No emails provided")),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[],\"duration\":30}", 400, error("No emails provided")),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"a@b.c\"]}", 400, error("Duration is required")),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"a@b.c\"],\"duration\":0}", 400, "{\"field\":\"duration\""),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{\"emails\":[\"a@b.c\"],\"duration\":36501}", 400,
                        "{\"field\":\"duration\""),
                row("U16", Who.ADMIN, "POST /user/update-duration", "{", 400, error("Malformed JSON")),
                row("U16", Who.LEARNER, "POST /user/update-duration", "{\"emails\":[\"a@b.c\"],\"duration\":30}", 403,
                        error("Admin access required")),
                row("U16", Who.GHOST, "POST /user/update-duration", "{}", 404, error("User not found")),
                row("U16", Who.NOBODY, "POST /user/update-duration", "{}", 401, error("Missing Authorization Header")),

                row("U29", Who.ADMIN, "GET /user/usage-stats?days=7", "", 200, "\"period\":\"Last 7 days\"},\"dailyActiveUsers\":[{\"date\":\"2"),
                row("U29", Who.ADMIN, "GET /user/usage-stats?days=0", "", 200,
                        "\"dailyActiveUsers\":[],\"dailyDuration\":[],\"dailyNewUsers\":[]}"),
                row("U29", Who.ADMIN, "GET /user/usage-stats?days=many", "", 200, "\"period\":\"Last 1 days\""),
                row("U29", Who.ADMIN, "GET /user/usage-stats?days=99999999999", "", 400, "{\"field\":\"days\""),
                row("U29", Who.LEARNER, "GET /user/usage-stats", "", 403, error("Admin access required")),
                row("U29", Who.GHOST, "GET /user/usage-stats", "", 404, error("User not found")),
                row("U29", Who.NOBODY, "GET /user/usage-stats", "", 401, error("Missing Authorization Header")));
    }

    @Test
    void isCompleteHere() {
        assertThat(rows()).extracting(Row::id).containsSubsequence("U1", "U2", "U6", "U13", "U14", "U16", "U29");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isKept(Row row) {
        var client = switch (row.who) {
            case NOBODY -> SERVICE.http();
            case LEARNER -> LEARNER.http();
            case NEWCOMER -> SERVICE.learner().http();
            case FULL -> FULL.http();
            case ADMIN -> SERVICE.admin();
            case GHOST -> SERVICE.http().as(SERVICE.part(Tokens.class)
                    .issue("nobody-" + UUID.randomUUID() + "@example.org", 0).getFirst(Tokens.ACCESS_HEADER));
        };
        var path = row.request.substring(row.request.indexOf(' ') + 1);

        var answer = row.request.startsWith("GET") ? client.get(path) : client.post(path, row.body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(row.status);
        assertThat(answer.text()).contains(row.text);
        assertThat(answer.header("content-type")).hasValueSatisfying(type ->
                assertThat(type).startsWith(row.status == 200 ? "application/json" : "application/problem+json"));
    }

    private static String save(String video, String input, String time, String completion, String seconds) {
        return "{\"channelId\":\"{channel}\",\"videoId\":\"%s\",\"userInput\":%s,\"currentTime\":%s,\"overallCompletion\":%s,\"duration\":%s}"
                .formatted(video, input, time, completion, seconds);
    }

    private static String open(String video) {
        return "{\"channelId\":\"{channel}\",\"videoId\":\"%s\"}".formatted(video);
    }

    private static Row row(String id, Who who, String request, String body, int status, String text) {
        return new Row(id, who, filled(request), filled(body), status, filled(text));
    }

    private static String filled(String text) {
        return text.replace("{learner}", LEARNER.email()).replace("{channel}", CHANNEL).replace("{video}", VIDEO)
                .replace("{hidden}", HIDDEN).replace("{unknown}", "no-such-vid");
    }

    private static String error(String text) {
        return "\"error\":\"" + text + "\"";
    }
}
