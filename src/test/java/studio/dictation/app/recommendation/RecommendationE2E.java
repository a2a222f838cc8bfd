package studio.dictation.app.recommendation;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** U17 to U20: /user/channel-recommendations. */
class RecommendationE2E {
    private static final String PATH = "/user/channel-recommendations";
    private static final String ADMIN = PATH + "/admin";
    private static final String BODY =
            "{\"name\":\"Harbour Tales\",\"link\":\"https://www.youtube.com/@harbour\",\"language\":\"en\",\"x\":{}}";

    private final RunningService service = RunningService.shared();
    private final Http admin = service.admin();
    private final Learner learner = service.learner();
    private final Http http = learner.http();

    @Test
    void areSubmittedAndListed() {
        var answer = http.post(PATH, BODY);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).isEmpty();
        assertThat(answer.at("message")).isEqualTo("Channel recommendation submitted successfully");
        var item = answer.node("recommendation");
        assertThat(item.path("id").asString()).isEqualTo("REC_" + item.path("submittedAt").asLong());
        assertThat(item.toString()).isEqualTo(("{\"id\":\"%s\",\"name\":\"Harbour Tales\",\"link\":\"https://www.youtube.com/@harbour\","
                        + "\"submittedAt\":%d,\"status\":\"pending\",\"language\":\"en\"}")
                .formatted(item.path("id").asString(), item.path("submittedAt").asLong()));
        assertThat(http.get(PATH).text()).isEqualTo("[" + item + "]");
        assertThat(listed(item.path("id").asString()).toString())
                .isEqualTo(item.toString().replace("}", ",\"userEmail\":\"" + learner.email() + "\"}"));
    }

    @Test
    void areNoneAtFirst() {
        assertThat(http.get(PATH).text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|Channel link is required|link,language,name",
        "{\"language\":\"en\",\"name\":\"n\"}|Channel link is required|link",
        "{\"link\":\"l\",\"language\":\" \",\"name\":\"n\"}|Channel language is required|language",
        "{\"link\":\"l\",\"language\":\"en\",\"name\":null}|Channel name is required|name",
        "{\"link\":\"javascript:alert(1)\",\"language\":\"en\",\"name\":\"n\"}|link must be the address of a page|link"
    })
    void haveALinkALanguageAndAName(String body, String error, String fields) {
        var answer = http.post(PATH, body);

        refused(answer, 400, error);
        assertThat(answer.faultyFields()).containsExactly(fields.split(",", -1));
        assertThat(http.get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void haveIdsOfTheirOwnHoweverManyAreSentAtOnce() {
        var other = service.learner();

        var answers = AtOnce.send(50, number -> (number % 2 == 0 ? http : other.http()).post(PATH, BODY));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(new HashSet<>(answers.stream().map(answer -> answer.at("/recommendation/id")).toList())).hasSize(50);
        assertThat(http.get(PATH).json()).hasSize(25);
        assertThat(other.http().get(PATH).json()).hasSize(25);
    }

    @Test
    void waitAHundredAtMost() {
        AtOnce.send(50, number -> http.post(PATH, BODY));
        AtOnce.send(50, number -> http.post(PATH, BODY));

        var refused = http.post(PATH, BODY);

        refused(refused, 409, "Too many of your recommendations wait for a decision");
        assertThat(refused.at("code")).isEqualTo("too-many-recommendations");
        assertThat(reject(http.get(PATH).at("/0/id"), "").status()).isEqualTo(200);
        assertThat(http.post(PATH, BODY).status()).isEqualTo(200);
    }

    @Test
    void belongToOneLearner() {
        http.post(PATH, BODY);

        assertThat(service.learner().http().get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void ofEverybodyStandNewestFirst() {
        var other = service.learner();
        var ids = Stream.of(submit(http), submit(other.http()), submit(http)).toList();

        var all = ids(admin.get(ADMIN));
        var first = admin.get(ADMIN + "?limit=2");
        var second = admin.get(ADMIN + "?limit=1&cursor=" + ids(first).getLast().substring("REC_".length()));

        assertThat(all.subList(0, 3)).isEqualTo(ids.reversed());
        assertThat(ids(first)).isEqualTo(ids.reversed().subList(0, 2));
        assertThat(ids(second)).containsExactly(ids.getFirst());
        assertThat(ids(admin.get(ADMIN + "?cursor=0"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=1001,limit", "limit=x,limit", "cursor=x,cursor", "cursor=-1,cursor"})
    void areNotPagedByWhatIsNoPage(String query, String field) {
        var answer = admin.get(ADMIN + "?" + query);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void becomeChannelsWhenTheyAreApproved() {
        var id = submit(http);
        var channel = newChannelId();

        var answer = approve(id, channel);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).isEmpty();
        assertThat(answer.at("message")).isEqualTo("Recommendation approved successfully");
        assertThat(answer.at("/recommendation/status")).isEqualTo("approved");
        assertThat(answer.at("/recommendation/id")).isEqualTo(id);
        assertThat(answer.node("recommendation").has("reason")).isFalse();
        assertThat(service.http().get("/service/channel/" + channel).text()).isEqualTo(
                "{\"id\":\"%s\",\"name\":\"Approved\",\"image_url\":\"https://img.example/a.png\",\"link\":\"https://youtube.com/@a\","
                        .formatted(channel) + "\"visibility\":\"public\",\"language\":\"ko\",\"videos\":[]}");
        assertThat(http.get(PATH).at("/0/status")).isEqualTo("approved");
        assertThat(listed(id).path("status").asString()).isEqualTo("approved");
        assertThat(StreamSupport.stream(service.http().get("/service/channel").json().spliterator(), false)
                .map(one -> one.path("id").asString())).contains(channel);
    }

    @Test
    void becomeChannelsAsSavedOnesDo() {
        var channel = newChannelId();

        var answer = decide(submit(http), "{\"status\":\"approved\",\"channelId\":\"%s\",\"name\":\"N\",\"imageUrl\":\"i\"}".formatted(channel));

        assertThat(answer.at("/recommendation/status")).as(answer.toString()).isEqualTo("approved");
        assertThat(service.http().get("/service/channel/" + channel).text())
                .contains("\"visibility\":\"public\"", "\"language\":\"en\"", "\"link\":\"\"");
    }

    @Test
    void areRejectedWhenTheirChannelExists() {
        var id = submit(http);
        var channel = Catalogue.channel("private");
        var before = admin.get("/service/channel/" + channel).text();

        var answer = approve(id, channel);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).isEmpty();
        assertThat(answer.at("message")).isEqualTo("Recommendation rejected successfully");
        assertThat(answer.at("/recommendation/status")).isEqualTo("rejected");
        assertThat(answer.at("/recommendation/reason")).isEqualTo("Channel already exists");
        assertThat(admin.get("/service/channel/" + channel).text()).isEqualTo(before);
        assertThat(approve(id, channel).text()).isEqualTo(answer.text());
        assertThat(http.get(PATH).at("/0/reason")).isEqualTo("Channel already exists");
    }

    @Test
    void areRejectedWithAReasonOrWithout() {
        var first = submit(http);
        var second = submit(http);

        var reasoned = reject(first, "No room");
        var unreasoned = decide(second, "{\"status\":\"rejected\"}");

        for (var answer : List.of(reasoned, unreasoned)) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("message")).isEqualTo("Recommendation rejected successfully");
            assertThat(answer.at("/recommendation/status")).isEqualTo("rejected");
        }
        assertThat(reasoned.at("/recommendation/reason")).isEqualTo("No room");
        assertThat(unreasoned.at("/recommendation/reason")).isEqualTo("No reason provided");
    }

    @Test
    void areDecidedOnce() {
        var id = submit(http);
        var channel = newChannelId();
        var approved = approve(id, channel);

        assertThat(approve(id, channel).text()).isEqualTo(approved.text());
        refused(approve(id, newChannelId()), 409, "Somebody has decided on this recommendation already");
        refused(reject(id, "No room"), 409, "Somebody has decided on this recommendation already");
        var rejected = submit(http);
        var first = reject(rejected, "No room");
        assertThat(reject(rejected, "No room").text()).isEqualTo(first.text());
        refused(reject(rejected, "Other"), 409, "Somebody has decided on this recommendation already");
        refused(approve(rejected, newChannelId()), 409, "Somebody has decided on this recommendation already");
        assertThat(reject(rejected, "x").at("code")).isEqualTo("recommendation-decided");
    }

    @Test
    void areDecidedByOneOfTwoAdministrators() {
        var id = submit(http);
        var channel = newChannelId();

        var answers = AtOnce.send(2, number -> number == 0 ? approve(id, channel) : reject(id, "No room"));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        var isApproved = answers.getFirst().status() == 200;
        assertThat(listed(id).path("status").asString()).isEqualTo(isApproved ? "approved" : "rejected");
        assertThat(admin.get("/service/channel/" + channel).status()).isEqualTo(isApproved ? 200 : 404);
    }

    @Test
    void becomeOneChannelThoughTwoAreApprovedAsTheSame() {
        var ids = List.of(submit(http), submit(http));
        var channel = newChannelId();

        var answers = AtOnce.send(2, number -> approve(ids.get(number), channel));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(answers).extracting(answer -> answer.at("/recommendation/status")).containsExactlyInAnyOrder("approved", "rejected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|status must be approved or rejected|status",
        "{\"status\":\"pending\"}|status must be approved or rejected|status",
        "{\"status\":\"Approved\"}|status must be approved or rejected|status",
        "{\"status\":\"approved\"}|Invalid input for channel . Name, id, and image_url are required.|channelId,name,imageUrl",
        "{\"status\":\"approved\",\"channelId\":\"a:b\",\"name\":\"n\",\"imageUrl\":\"i\"}|Invalid input for channel a:b. Name, id, and image_url are required.|channelId"
    })
    void areNotDecidedByHalfADecision(String body, String error, String fields) {
        var id = submit(http);

        var answer = decide(id, body);

        refused(answer, 400, error);
        assertThat(answer.faultyFields()).containsExactly(fields.split(",", -1));
        assertThat(listed(id).path("status").asString()).isEqualTo("pending");
    }

    @Test
    void haveReasonsThatEnd() {
        var answer = reject(submit(http), "r".repeat(1_001));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly("reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REC_1", "REC_x", "no-such"})
    void thatNobodyMadeAreNotFound(String id) {
        refused(approve(id, newChannelId()), 404, "Recommendation not found");
        refused(reject(id, "x"), 404, "Recommendation not found");
    }

    @Test
    void areDecidedAndSeenAsAWholeByAdministratorsAlone() {
        var id = submit(http);

        refused(http.get(ADMIN), 403, "Admin access required");
        refused(http.put(PATH + "/" + id, "{\"status\":\"rejected\"}"), 403, "Admin access required");
        assertThat(listed(id).path("status").asString()).isEqualTo("pending");
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "POST,''", "GET,/admin", "PUT,/REC_1"})
    void areForThoseWhoAreSignedIn(String method, String path) {
        assertThat(service.http().method(method, PATH + path, BodyPublishers.ofString("{}"), "Content-Type", "application/json").status())
                .isEqualTo(401);
    }

    private static String submit(Http learner) {
        var answer = learner.post(PATH, BODY);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("/recommendation/id");
    }

    private Answer approve(String id, String channel) {
        return decide(id, ("{\"status\":\"approved\",\"channelId\":\"%s\",\"name\":\"Approved\",\"imageUrl\":\"https://img.example/a.png\","
                        + "\"visibility\":\"public\",\"link\":\"https://youtube.com/@a\",\"language\":\"ko\"}")
                .formatted(channel));
    }

    private Answer reject(String id, String reason) {
        return decide(id, "{\"status\":\"rejected\",\"reason\":\"%s\"}".formatted(reason));
    }

    private Answer decide(String id, String body) {
        return admin.put(PATH + "/" + id, body);
    }

    private JsonNode listed(String id) {
        return StreamSupport.stream(admin.get(ADMIN).json().spliterator(), false)
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Answer answer) {
        return StreamSupport.stream(answer.json().spliterator(), false).map(one -> one.path("id").asString()).toList();
    }

    /** As no other test has it. */
    private static String newChannelId() {
        return "UC_of-" + Catalogue.videoId();
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }
}
