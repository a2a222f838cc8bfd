package studio.dictation.app.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A9: PUT /auth/user/plan. */
class PlanSettingE2E {
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @ParameterizedTest
    @CsvSource({
        "Basic, , Basic, 30", "pro, , Pro, 90", "PREMIUM, null, Premium, 180", "Premium, 1, Premium, 1",
        "Basic, 36500, Basic, 36500", "Pro, 7.0, Pro, 7", "' Pro ', 1e1, Pro, 10"
    })
    void lastsItsDaysOrThoseItIsSoldFor(String given, @Nullable String duration, String plan, int days) {
        var answer = set(given, duration);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("Plan update completed. 1 successful, 0 failed.");
        assertThat(answer.at("/results/0/email")).isEqualTo(learner.email());
        assertThat(answer.node("/results/0/success").asBoolean()).isTrue();
        assertThat(answer.at("/results/0/message")).startsWith("Plan updated to " + plan + " with expiration ");
        assertThat(expiry(answer)).isBetween(in(days).minus(SLACK), in(days));
    }

    @Test
    void replacesWhatWasThereAndIsAddedToAfterwards() {
        addDays(100);

        assertThat(expiry(set("Basic", "10"))).isBetween(in(10).minus(SLACK), in(10));

        var added = addDays(30);
        assertThat(added.at("/results/0/plan/name")).isEqualTo("Basic");
        assertThat(Instant.ofEpochMilli(added.node("/results/0/plan/expireTime").asLong()))
                .isBetween(in(40).minus(SLACK), in(40));
    }

    @Test
    void endsAPlanAtOnceWhenItIsFreeAndTheQuotaReturns() {
        var channel = Catalogue.channel("public");
        var videos = IntStream.range(0, 5).mapToObj(number -> Catalogue.video(channel, "public")).toList();
        videos.subList(0, 4).forEach(video -> assertThat(open(channel, video).status()).isEqualTo(200));
        set("Pro", "");
        assertThat(quota(channel, videos.get(4)).node("limit").asInt()).isEqualTo(-1);

        var ended = set("Free", "90");

        assertThat(ended.at("/results/0/message")).isEqualTo("Plan updated to Free with expiration None");
        var quota = quota(channel, videos.get(4));
        assertThat(quota.node("used").asInt()).isEqualTo(4);
        assertThat(quota.node("canProceed").asBoolean(true)).isFalse();
        assertThat(open(channel, videos.get(4)).status()).isEqualTo(403);
        assertThat(open(channel, videos.get(0)).status()).isEqualTo(200);
    }

    @Test
    void tellsForEachAddressWhatBecameOfIt() {
        var answer = service.admin().put("/auth/user/plan",
                "{\"emails\":[\"nobody@example.org\",\"%s\"],\"plan\":\"Free\"}".formatted(learner.email()));

        assertThat(answer.text()).isEqualTo(("{\"message\":\"Plan update completed. 1 successful, 1 failed.\",\"results\":["
                + "{\"email\":\"nobody@example.org\",\"success\":false,\"message\":\"User not found\"},"
                + "{\"email\":\"%s\",\"success\":true,\"message\":\"Plan updated to Free with expiration None\"}]}")
                .formatted(learner.email()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | emails,plan",
        "{\"emails\":[\"a@b.c\"],\"plan\":\"\"} | plan",
        "{\"emails\":[\"a@b.c\"],\"plan\":null} | plan",
        "{\"emails\":[],\"plan\":\"Pro\"} | emails"
    })
    void wantsAddressesAndAPlan(String body, String fields) {
        refused(service.admin().put("/auth/user/plan", body), "Emails list and plan are required", fields.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gold", "Premium+", "Free,Pro"})
    void knowsNoOtherPlan(String plan) {
        refused(set(plan, ""), "plan must be Free, Basic, Pro or Premium", "plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "36501", "1.5", "1e999999999"})
    void refusesDaysThatAreNone(String duration) {
        refused(set("Pro", duration), "duration must be a whole number from 1 to 36500", "duration");
        assertThat(quota("c", "v").node("limit").asInt()).isEqualTo(4);
    }

    @Test
    void refusesDaysThatAreNoNumber() {
        refused(set("Pro", "\"30\""), "Invalid value for duration", "duration");
    }

    @Test
    void isSetByAdministratorsOnly() {
        var answer = learner.http().put("/auth/user/plan", "{\"emails\":[\"%s\"],\"plan\":\"Pro\"}".formatted(learner.email()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
        assertThat(service.http().put("/auth/user/plan", "{}").status()).isEqualTo(401);
    }

    private Answer set(String plan, @Nullable String duration) {
        return service.admin().put("/auth/user/plan", "{\"emails\":[\"%s\"],\"plan\":\"%s\"%s}".formatted(
                learner.email(), plan, duration == null || duration.isEmpty() ? "" : ",\"duration\":" + duration));
    }

    private Answer addDays(int days) {
        return service.admin().post("/user/update-duration",
                "{\"emails\":[\"%s\"],\"duration\":%d}".formatted(learner.email(), days));
    }

    private Answer quota(String channel, String video) {
        return learner.http().get("/user/dictation_quota?channelId=%s&videoId=%s".formatted(channel, video));
    }

    private Answer open(String channel, String video) {
        return learner.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video));
    }

    private static Instant expiry(Answer answer) {
        var message = answer.at("/results/0/message");
        return Instant.ofEpochMilli(Long.parseLong(message.substring(message.lastIndexOf(' ') + 1)));
    }

    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static void refused(Answer answer, String error, String... fields) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(fields);
    }
}
