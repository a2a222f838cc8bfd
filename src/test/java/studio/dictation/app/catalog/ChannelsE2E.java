package studio.dictation.app.catalog;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** S2: GET /service/channel, and S3: POST /service/channel. */
class ChannelsE2E {
    private final RunningService service = RunningService.shared();
    private final Http anybody = service.http();
    private final Http admin = service.admin();

    @Test
    void areABareArrayForAnybody() {
        var id = Catalogue.channel("public");

        var answer = anybody.get("/service/channel");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().isArray()).isTrue();
        var channel = find(answer, id);
        assertThat(channel.path("name").asString()).isEqualTo("Channel " + id);
        assertThat(channel.path("image_url").asString()).isEqualTo("https://img.example.org/" + id + ".png");
        assertThat(channel.path("link").asString()).isEqualTo("https://www.youtube.com/@" + id);
        assertThat(channel.path("visibility").asString()).isEqualTo("public");
        assertThat(channel.path("language").asString()).isEqualTo("en");
        assertThat(channel.path("videos").isArray()).isTrue();
    }

    @Test
    void countTheVideosThatExistForTheCaller() {
        var id = Catalogue.channel("public");
        var open = Catalogue.video(id, "public");
        var closed = Catalogue.video(id, "private");

        assertThat(texts(find(anybody.get("/service/channel"), id).path("videos"))).containsExactly(open);
        assertThat(texts(find(admin.get("/service/channel"), id).path("videos"))).containsExactlyInAnyOrder(open, closed);
    }

    @Test
    void thatArePrivateExistForAdministratorsOnly() {
        var id = Catalogue.channel("private");

        assertThat(find(anybody.get("/service/channel"), id).isMissingNode()).isTrue();
        assertThat(find(service.learner().http().get("/service/channel?visibility=private"), id).isMissingNode()).isTrue();
        assertThat(find(admin.get("/service/channel"), id).isMissingNode()).isFalse();
        assertThat(find(admin.get("/service/channel?visibility=private&language=all"), id).isMissingNode()).isFalse();
        assertThat(find(admin.get("/service/channel?visibility=public"), id).isMissingNode()).isTrue();
    }

    @Test
    void areFoundByLanguage() {
        var id = Catalogue.channel("public");

        assertThat(find(anybody.get("/service/channel?visibility=public&language=en"), id).isMissingNode()).isFalse();
        assertThat(find(anybody.get("/service/channel?language=EN"), id).isMissingNode()).isTrue();
        assertThat(find(anybody.get("/service/channel?language=ja"), id).isMissingNode()).isTrue();
    }

    @Test
    void needNoMoreThanAnIdANameAndAPicture() {
        var id = "UC_small-" + Catalogue.videoId();

        var answer = save("{\"id\":\"%s\",\"name\":\"Small\",\"image_url\":\"i\"}".formatted(id));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("message")).isEqualTo("1 channel(s) information saved or updated successfully");
        var channel = find(anybody.get("/service/channel"), id);
        assertThat(channel.path("link").asString()).isEmpty();
        assertThat(channel.path("visibility").asString()).isEqualTo("public");
        assertThat(channel.path("language").asString()).isEqualTo("en");
    }

    @Test
    void areDescribedAnewWhenSavedAgain() {
        var id = Catalogue.channel("public");

        save("{\"id\":\"%s\",\"name\":\"New name\",\"image_url\":\"j\",\"language\":\"ja\",\"visibility\":\"private\"}".formatted(id));

        assertThat(find(anybody.get("/service/channel"), id).isMissingNode()).isTrue();
        assertThat(find(admin.get("/service/channel"), id).path("name").asString()).isEqualTo("New name");
        assertThat(find(admin.get("/service/channel"), id).path("language").asString()).isEqualTo("ja");
    }

    @Test
    void areAllReadBeforeTheFirstIsSaved() {
        var id = "UC_good-" + Catalogue.videoId();

        var answer = save("{\"id\":\"%s\",\"name\":\"Good\",\"image_url\":\"i\"},{\"id\":\"bad\",\"name\":\"Bad\"}".formatted(id));

        refused(answer, "Invalid input for channel bad. Name, id, and image_url are required.", "channels[1].image_url");
        assertThat(find(admin.get("/service/channel"), id).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | channels",
        "{\"channels\":null} | channels",
        "{\"channels\":[]} | channels"
    })
    void refuseABodyWithoutAList(String body, String field) {
        refused(admin.post("/service/channel", body), "Invalid input. 'channels' list is required.", field);
    }

    @ParameterizedTest
    @CsvSource({"a b", "a:b", "a*", "../up"})
    void refuseAnIdThatIsNone(String id) {
        var answer = save("{\"id\":\"%s\",\"name\":\"N\",\"image_url\":\"i\"}".formatted(id));

        refused(answer, "Invalid input for channel %s. Name, id, and image_url are required.".formatted(id), "channels[0].id");
    }

    @Test
    void areSavedByAdministratorsOnly() {
        var answer = service.learner().http().post("/service/channel", "{\"channels\":[]}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Admin access required");
        assertThat(anybody.post("/service/channel", "{\"channels\":[]}").status()).isEqualTo(401);
    }

    private Answer save(String channels) {
        return admin.post("/service/channel", "{\"channels\":[%s]}".formatted(channels));
    }

    static JsonNode find(Answer channels, String id) {
        return StreamSupport.stream(channels.json().spliterator(), false)
                .filter(channel -> channel.path("id").asString().equals(id))
                .findFirst()
                .orElse(channels.json().path("missing"));
    }

    static java.util.List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }

    private static void refused(Answer answer, String error, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.faultyFields()).containsExactly(field);
    }
}
