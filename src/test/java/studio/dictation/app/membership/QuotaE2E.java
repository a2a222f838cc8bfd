package studio.dictation.app.membership;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** U13: GET /user/dictation_quota, U14: POST /user/register_dictation, and U15: POST /user/init-quota. */
class QuotaE2E {
    private static final String CHANNEL = Catalogue.channel("public");
    private static final List<String> VIDEOS =
            IntStream.range(0, 5).mapToObj(number -> Catalogue.video(CHANNEL, "public")).toList();

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void allowsFourNewVideosAndRefusesTheFifth() {
        for (int opened = 0; opened < 4; opened++) {
            quota(VIDEOS.get(opened), opened, true, true);
            var answer = open(CHANNEL, VIDEOS.get(opened));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("status")).isEqualTo("success");
            assertThat(answer.at("message")).isEqualTo("Video registered and progress initialized");
        }

        quota(VIDEOS.get(4), 4, false, true);
        var fifth = open(CHANNEL, VIDEOS.get(4));

        assertThat(fifth.status()).isEqualTo(403);
        assertThat(fifth.error()).isEqualTo("Failed to register video, quota exceeded");
        assertThat(fifth.at("code")).isEqualTo("quota-exhausted");
        quota(VIDEOS.get(0), 4, true, false);
        assertThat(open(CHANNEL, VIDEOS.get(0)).status()).isEqualTo(200);
        assertThat(learner.http().get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEOS.get(4))).at("userInput"))
                .isEmpty();
    }

    @Test
    void beginsADictationWithNothingTyped() {
        open(CHANNEL, VIDEOS.get(0));

        var progress = learner.http().get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEOS.get(0)));

        assertThat(progress.node("userInput").isObject()).isTrue();
        assertThat(progress.node("userInput").size()).isZero();
        assertThat(progress.node("overallCompletion").asInt(-1)).isZero();
    }

    @Test
    void keepsWhatWasTypedWhenAVideoIsOpenedAgain() {
        learner.http().post("/user/progress",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"kept\"},\"currentTime\":1,\"overallCompletion\":3,\"duration\":1}"
                        .formatted(CHANNEL, VIDEOS.get(1)));

        open(CHANNEL, VIDEOS.get(1));

        var progress = learner.http().get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEOS.get(1)));
        assertThat(progress.at("/userInput/0")).isEqualTo("kept");
    }

    @Test
    void allowsFourHoweverManyAreAskedForAtOnce() {
        var more = IntStream.range(0, 12).mapToObj(number -> Catalogue.video(CHANNEL, "public")).toList();

        var statuses = AtOnce.send(12, number -> open(CHANNEL, more.get(number))).stream().map(Answer::status).toList();

        assertThat(statuses).containsOnly(200, 403);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(4);
        assertThat(ask(CHANNEL, VIDEOS.get(0)).node("used").asInt()).isEqualTo(4);
    }

    @Test
    void runsForThirtyDaysFromTheFirstVideo() {
        open(CHANNEL, VIDEOS.get(0));

        var quota = ask(CHANNEL, VIDEOS.get(1));

        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(LocalDate.parse(quota.at("startDate"))).isBetween(today.minusDays(1), today);
        assertThat(LocalDate.parse(quota.at("endDate"))).isEqualTo(LocalDate.parse(quota.at("startDate")).plusDays(30));
        assertThat(quota.node("endTime").asLong() - quota.node("startTime").asLong()).isEqualTo(Duration.ofDays(30).toMillis());
    }

    @Test
    void isNoneOnAPaidPlan() {
        service.admin().post("/user/update-duration", "{\"emails\":[\"%s\"],\"duration\":30}".formatted(learner.email()));

        var quota = ask(CHANNEL, VIDEOS.get(0));

        assertThat(quota.text()).isEqualTo("{\"used\":0,\"limit\":-1,\"canProceed\":true,\"notifyQuota\":false}");
        for (var video : VIDEOS) {
            assertThat(open(CHANNEL, video).status()).isEqualTo(200);
        }
    }

    @Test
    void isAskedForWithoutTheVideoBeingThere() {
        assertThat(ask("no-such", "video").status()).isEqualTo(200);
        assertThat(ask("no-such", "video").node("canProceed").asBoolean()).isTrue();
    }

    @Test
    void isNotSpentOnWhatDoesNotExist() {
        var hidden = Catalogue.channel("private");
        notFound(open(CHANNEL, Catalogue.videoId()));
        notFound(open(hidden, Catalogue.video(hidden, "public")));
        quota(VIDEOS.get(0), 0, true, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | channelId,videoId",
        "{\"channelId\":\"c\"} | videoId",
        "{\"channelId\":\"\",\"videoId\":\"v\"} | channelId"
    })
    void wantsToKnowWhichVideo(String body, String fields) {
        var opened = learner.http().post("/user/register_dictation", body);
        var asked = learner.http().get("/user/dictation_quota?" + (fields.startsWith("videoId") ? "channelId=c" : ""));

        assertThat(opened.status()).isEqualTo(400);
        assertThat(opened.error()).isEqualTo("Missing channelId or videoId");
        assertThat(opened.faultyFields()).containsExactly(fields.split(",", -1));
        assertThat(asked.status()).isEqualTo(400);
        assertThat(asked.error()).isEqualTo("Missing channelId or videoId");
    }

    @Test
    void isNotResetByWhoeverAsksForItsBeginning() {
        VIDEOS.subList(0, 4).forEach(video -> open(CHANNEL, video));

        var first = init();
        var answers = AtOnce.send(5, number -> init());

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.json().propertyNames()).containsExactly("init_time", "cycle_init_time", "videos", "history");
        assertThat(first.node("videos")).extracting(JsonNode::asString)
                .containsExactlyElementsOf(VIDEOS.subList(0, 4).stream().map(video -> CHANNEL + ":" + video).toList());
        assertThat(first.node("history")).isEqualTo(first.node("videos"));
        assertThat(first.node("init_time").asLong()).isPositive().isEqualTo(first.node("cycle_init_time").asLong());
        assertThat(answers).extracting(Answer::text).containsOnly(first.text());
        quota(VIDEOS.get(4), 4, false, true);
        assertThat(open(CHANNEL, VIDEOS.get(4)).status()).isEqualTo(403);
    }

    @Test
    void isEmptyBeforeItsFirstVideo() {
        var answer = init();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.node("init_time").asLong()).isEqualTo(answer.node("cycle_init_time").asLong()).isPositive();
        assertThat(answer.text()).endsWith("\"videos\":[],\"history\":[]}");
        quota(VIDEOS.get(0), 0, true, true);
    }

    @Test
    void isForWhoeverIsSignedIn() {
        assertThat(service.http().postNothing("/user/init-quota").status()).isEqualTo(401);
        assertThat(service.http().get("/user/dictation_quota?channelId=c&videoId=v").status()).isEqualTo(401);
        assertThat(service.http().post("/user/register_dictation", "{}").status()).isEqualTo(401);
    }

    private void quota(String video, int used, boolean canProceed, boolean notify) {
        var quota = ask(CHANNEL, video);
        assertThat(quota.status()).isEqualTo(200);
        assertThat(quota.node("used").asInt(-1)).as(quota.toString()).isEqualTo(used);
        assertThat(quota.node("limit").asInt()).isEqualTo(4);
        assertThat(quota.node("canProceed").asBoolean()).isEqualTo(canProceed);
        assertThat(quota.node("notifyQuota").asBoolean()).isEqualTo(notify);
    }

    private Answer ask(String channel, String video) {
        return learner.http().get("/user/dictation_quota?channelId=%s&videoId=%s".formatted(channel, video));
    }

    private Answer init() {
        return learner.http().postNothing("/user/init-quota");
    }

    private Answer open(String channel, String video) {
        return learner.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video));
    }

    private static void notFound(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Video not found");
    }
}
