package studio.dictation.app.consistency;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.catalog.ListRecommendedChannel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** An approval becomes a channel by an automation that runs on one of two nodes, stops, and goes on. */
class AutomationIT {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final String PATH = "/user/channel-recommendations";
    private static final String HELD_UP =
            "UPDATE automation SET owner = 'nobody', leased_until = clock_timestamp() + interval '1 hour'";

    private final JdbcClient store = NODES.a().part(JdbcClient.class);
    private final Stored stored = Stored.by(NODES.a());
    private final Client learner = NODES.learner(NODES.a());
    private final String channel = NODES.newChannelId();

    @AfterEach
    void letItGoOn() {
        store.sql("UPDATE automation SET leased_until = '-infinity' WHERE owner = 'nobody'").update();
    }

    @Test
    void answersOnEveryNodeWhenItIsSeenOnBoth() {
        for (var node : List.of(NODES.a(), NODES.b(), NODES.a(), NODES.b())) {
            var answer = approve(node, submit(), NODES.newChannelId());
            assertThat(ok(answer).at("/recommendation/status")).isEqualTo("approved");
        }
        var id = submit();

        ok(approve(NODES.a(), id, channel));

        assertThat(ok(NODES.b().http().get("/service/channel/" + channel)).at("name")).isEqualTo("Approved");
        assertThat(learner.at(NODES.b()).http().get(PATH).text()).contains("\"id\":\"" + id + "\"").doesNotContain("pending");
    }

    @Test
    void answersTrulyWhileItIsHeldUpAndGoesOnLater() {
        holdUp();
        var id = submit();

        var answer = approve(NODES.a(), id, channel);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).contains("pending");
        assertThat(answer.at("/recommendation/status")).isEqualTo("pending");
        assertThat(NODES.a().http().get("/service/channel/" + channel).status()).isEqualTo(404);
        var again = approve(NODES.b(), id, channel);
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        assertThat(again.header("x-ds-projection")).contains("pending");

        letItGoOn();

        awaitApproval(id);
        assertThat(stored.count("catalog.ChannelListed", channel)).isEqualTo(1);
    }

    @Test
    void listsNoChannelTwiceWhenItWasStoppedBehindTheListing() {
        holdUp();
        var id = submit();
        approve(NODES.a(), id, channel);
        var listed = new ListRecommendedChannel(id, new ListChannel(
                channel, "Approved", "https://img.example/a.png", "", "public", "en"));
        NODES.b().part(CommandGateway.class).sendAndWait(listed);

        letItGoOn();

        awaitApproval(id);
        assertThat(stored.count("catalog.ChannelListed", channel)).isEqualTo(1);
        assertThat(stored.count("catalog.RecommendationFollowed", id)).isEqualTo(1);
        assertThat(stored.count("recommendation.RecommendationApproved", id)).isEqualTo(1);
    }

    @Test
    void changesNothingWhenItIsToldOfEverythingAgain() {
        var id = submit();
        var taken = submit();
        ok(approve(NODES.a(), id, channel));
        ok(approve(NODES.a(), taken, channel));
        holdUp();
        var before = stored.events();
        var head = position();
        store.sql("UPDATE automation SET position = '0:0:0:00000000-0000-0000-0000-000000000000', leased_until = '-infinity'").update();

        await().atMost(30, SECONDS).until(() -> !position().startsWith("0:") && reached(head));

        assertThat(stored.events()).isEqualTo(before);
        assertThat(recommendation(id)).contains("\"approved\"");
        assertThat(recommendation(taken)).contains("Channel already exists");
    }

    @Test
    void decidesForOneOfTwoAdministratorsOnTwoNodes() {
        var id = submit();

        var answers = AtOnce.send(10, number -> number % 2 == 0
                ? approve(NODES.a(), id, channel)
                : NODES.admin(NODES.b()).put(PATH + "/" + id, "{\"status\":\"rejected\",\"reason\":\"No room\"}"));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 409);
        assertThat(stored.count("recommendation.ApprovalGiven", id) + stored.count("recommendation.RecommendationRejected", id)).isEqualTo(1);
    }

    @Test
    void namesEveryRecommendationOnceThoughTwoNodesName() {
        var other = NODES.learner(NODES.b());

        var answers = AtOnce.send(50, number -> ok((number % 2 == 0 ? learner : other).http().post(PATH, body())));

        assertThat(answers.stream().map(answer -> answer.at("/recommendation/id")).distinct()).hasSize(50);
        assertThat(learner.http().get(PATH).json()).hasSize(25);
    }

    @Test
    void saysOfWhatTheEventsAreThatItCauses() {
        var id = submit();
        ok(approve(NODES.a(), id, channel));

        var approval = eventOf("recommendation.ApprovalGiven", id);
        var actor = Pattern.compile("\"actor\":\"[^\"]+\"").matcher(metadataOf("recommendation.ApprovalGiven", id));
        assertThat(actor.find()).isTrue();
        assertThat(metadataOf("recommendation.RecommendationApproved", id))
                .contains("\"source\":\"automation\"", actor.group(), "\"causationId\":\"" + approval + "\"");
    }

    private void holdUp() {
        // The node that works on it notices with its next move, a few seconds later at most.
        store.sql(HELD_UP).update();
    }

    private String submit() {
        return ok(learner.http().post(PATH, body())).at("/recommendation/id");
    }

    private static String body() {
        return "{\"name\":\"Harbour Tales\",\"link\":\"https://youtube.com/@x\",\"language\":\"en\"}";
    }

    private static Answer approve(RunningService node, String id, String channel) {
        return NODES.admin(node).put(PATH + "/" + id,
                "{\"status\":\"approved\",\"channelId\":\"%s\",\"name\":\"Approved\",\"imageUrl\":\"https://img.example/a.png\"}"
                        .formatted(channel));
    }

    private void awaitApproval(String id) {
        await().atMost(30, SECONDS).until(() -> recommendation(id).contains("\"approved\""));
        assertThat(ok(NODES.b().http().get("/service/channel/" + channel)).at("name")).isEqualTo("Approved");
    }

    private String recommendation(String id) {
        var all = learner.http().get(PATH).text();
        return all.substring(all.indexOf(id)).split("}", 2)[0];
    }

    private String position() {
        return store.sql("SELECT position FROM automation WHERE name = 'approved-channels'").query(String.class).single();
    }

    private boolean reached(String head) {
        return Long.parseLong(position().split(":", -1)[2]) >= Long.parseLong(head.split(":", -1)[2]);
    }

    private UUID eventOf(String name, String text) {
        return store.sql("SELECT event_id FROM event WHERE name = ? AND strpos(convert_from(payload, 'UTF8'), ?) > 0")
                .params(name, text).query(UUID.class).single();
    }

    private String metadataOf(String name, String text) {
        return store.sql("SELECT convert_from(metadata, 'UTF8') FROM event WHERE name = ? AND strpos(convert_from(payload, 'UTF8'), ?) > 0")
                .params(name, text).query(String.class).single();
    }
}
