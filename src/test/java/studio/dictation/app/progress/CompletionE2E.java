package studio.dictation.app.progress;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** U3: GET /user/progress/channel, U4: GET /user/progress/{channelId}, and U5: GET /user/all-progress. */
class CompletionE2E {
    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();
    private final Http http = learner.http();
    private final String channel = Catalogue.channel("public");

    @Test
    void isZeroForVideosThatWereNotBegun() {
        var begun = Catalogue.video(channel, "public");
        var untouched = Catalogue.video(channel, "public");
        save(channel, begun, "{\"0\":\"a\"}", "12.5");

        var answer = ofChannel(http, channel);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(
                "{\"channelId\":\"%s\",\"progress\":{\"%s\":12.5,\"%s\":0}}".formatted(channel, begun, untouched));
    }

    @Test
    void ofAChannelHoldsNumbersAndNothingThatAClientWouldUnwrap() {
        Catalogue.video(channel, "public");
        save(channel, Catalogue.video(channel, "public"), "{}", "100");

        var answer = ofChannel(http, channel);

        assertThat(answer.json().has("data")).isFalse();
        assertThat(answer.node("progress")).hasSize(2).allSatisfy(value -> assertThat(value.isNumber()).isTrue());
    }

    @Test
    void ofAChannelWithoutVideosIsEmpty() {
        assertThat(ofChannel(http, channel).text()).isEqualTo("{\"channelId\":\"%s\",\"progress\":{}}".formatted(channel));
    }

    @Test
    void ofAPrivateVideoIsThereForThoseWhoHaveBegunIt() {
        var video = Catalogue.video(channel, "public");
        var hidden = Catalogue.video(channel, "private");
        save(channel, video, "{\"0\":\"a\"}", "5");
        service.admin().put("/service/video-list/%s/%s".formatted(channel, video), "{\"visibility\":\"private\"}");

        assertThat(ofChannel(http, channel).node("progress").propertyNames()).containsExactly(video);
        assertThat(ofChannel(service.learner().http(), channel).node("progress").propertyNames()).isEmpty();
        assertThat(ofChannel(service.admin(), channel).node("progress").propertyNames()).containsExactly(video, hidden);
    }

    @Test
    void ofAPrivateChannelIsThereForThoseWhoHaveBegunAnyOfIt() {
        var video = Catalogue.video(channel, "public");
        Catalogue.video(channel, "public");
        save(channel, video, "{\"0\":\"a\"}", "5");
        service.admin().put("/service/channel/" + channel, "{\"visibility\":\"private\",\"name\":\"Not for learners\"}");

        assertThat(ofChannel(http, channel).node("progress").propertyNames()).containsExactly(video);
        notFound(ofChannel(service.learner().http(), channel), "Channel not found");
        assertThat(ofChannel(service.admin(), channel).node("progress").propertyNames()).hasSize(2);
        assertThat(begun(channel).node("/progress/0/overallCompletion").asInt()).isEqualTo(5);
        assertThat(all(http, "").at("/progress/0/channelName")).isEqualTo("Channel " + channel);
        assertThat(all(service.admin(), learner.email()).at("/progress/0/channelName")).isEqualTo("Not for learners");
    }

    @Test
    void ofAnUnknownChannelIsNotFoundButHasNothingBegun() {
        notFound(ofChannel(http, "no-such"), "Channel not found");
        assertThat(begun("no-such").text()).isEqualTo("{\"channelId\":\"no-such\",\"progress\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/progress/channel", "/user/progress/channel?channelId="})
    void wantsToKnowTheChannel(String path) {
        var answer = http.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("channelId is required");
        assertThat(answer.faultyFields()).containsExactly("channelId");
    }

    @Test
    void listsWhatWasBegunOfAChannelWhetherAnythingWasTypedOrNot() {
        var opened = Catalogue.video(channel, "public");
        var typed = Catalogue.video(channel, "public");
        Catalogue.video(channel, "public");
        var elsewhere = Catalogue.channel("public");
        http.post("/user/register_dictation", "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, opened));
        save(channel, typed, "{\"0\":\"a\"}", "33.33");
        save(elsewhere, Catalogue.video(elsewhere, "public"), "{\"0\":\"a\"}", "1");

        assertThat(begun(channel).text()).isEqualTo(
                "{\"channelId\":\"%s\",\"progress\":[{\"videoId\":\"%s\",\"overallCompletion\":0},{\"videoId\":\"%s\",\"overallCompletion\":33.33}]}"
                        .formatted(channel, opened, typed));
    }

    @Test
    void listsAllInWhichAnythingWasTyped() {
        var first = Catalogue.video(channel, "public");
        var second = Catalogue.channel("public");
        var other = Catalogue.video(second, "public");
        save(channel, first, "{\"0\":\"a\"}", "3");
        save(second, other, "{\"0\":\"b\"}", "4");
        save(channel, Catalogue.video(channel, "public"), "{}", "5");

        var answer = all(http, "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"progress\":[" + item(channel, first, 3) + "," + item(second, other, 4) + "]}");
        assertThat(answer.text()).doesNotContain("userInput");
    }

    @Test
    void leavesOutWhatWasRemoved() {
        var video = Catalogue.video(channel, "public");
        save(channel, video, "{\"0\":\"a\"}", "3");
        service.admin().method("DELETE", "/service/video-list/%s/%s".formatted(channel, video), BodyPublishers.noBody());

        assertThat(all(http, "").text()).isEqualTo("{\"progress\":[]}");
        assertThat(begun(channel).node("progress")).isEmpty();
        assertThat(ofChannel(http, channel).node("progress").propertyNames()).isEmpty();
    }

    @Test
    void showsTheNamesOfToday() {
        var video = Catalogue.video(channel, "public");
        save(channel, video, "{\"0\":\"a\"}", "3");
        service.admin().put("/service/video-list/%s/%s".formatted(channel, video), "{\"title\":\"A better title\"}");

        assertThat(all(http, "").at("/progress/0/videoTitle")).isEqualTo("A better title");
    }

    @Test
    void ofSomebodyElseIsForAdministrators() {
        var video = Catalogue.video(channel, "public");
        save(channel, video, "{\"0\":\"a\"}", "3");

        var seen = all(service.admin(), " " + learner.email().toUpperCase(Locale.ROOT));
        var refused = all(service.learner().http(), learner.email());

        assertThat(seen.text()).isEqualTo("{\"progress\":[" + item(channel, video, 3) + "]}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("Admin access required");
        assertThat(all(http, learner.email()).status()).isEqualTo(403);
        assertThat(all(http, "").node("progress")).hasSize(1);
        notFound(all(service.admin(), "nobody@example.org"), "User not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/progress/channel?channelId=c", "/user/progress/c", "/user/all-progress"})
    void belongsToSomebody(String path) {
        assertThat(service.http().get(path).status()).isEqualTo(401);
    }

    private static String item(String channel, String video, int completion) {
        return ("{\"channelId\":\"%s\",\"channelName\":\"Channel %s\",\"videoId\":\"%s\",\"videoTitle\":\"Title of %s\",\"videoLink\":\"%s\","
                        + "\"overallCompletion\":%d}")
                .formatted(channel, channel, video, video, Catalogue.link(video), completion);
    }

    private void save(String channelId, String video, String typed, String completion) {
        var answer = http.post("/user/progress",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":%s,\"currentTime\":1,\"overallCompletion\":%s,\"duration\":1}"
                        .formatted(channelId, video, typed, completion));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static Answer ofChannel(Http reader, String channelId) {
        return reader.get("/user/progress/channel?channelId=" + channelId);
    }

    private Answer begun(String channelId) {
        return http.get("/user/progress/" + channelId);
    }

    private static Answer all(Http reader, String email) {
        return reader.get("/user/all-progress" + (email.isEmpty() ? "?userEmail=" : "?userEmail=" + email.replace(" ", "%20")));
    }

    private static void notFound(Answer answer, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(error);
    }
}
