package studio.dictation.app.idempotency;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;

import static org.assertj.core.api.Assertions.assertThat;

/** The header {@code Idempotency-Key}: the same request, sent more than once. */
class IdempotencyKeyE2E {
    private static final String SAVE = "/user/progress";
    private static final String OPEN = "/user/register_dictation";
    private static final String GRANT = "/user/update-duration";
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();
    private final String key = Keyed.key();

    @Test
    void savesOnceHoweverOftenItIsSent() {
        var first = save(key, "one", "30");
        var second = save(key, "one", "30");

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(studied()).isEqualTo(30);
    }

    @Test
    void savesAgainUnderAnotherKeyAndWithoutAny() {
        save(key, "one", "30");
        save(Keyed.key(), "one", "30");
        learner.http().post(SAVE, Keyed.save(CHANNEL, VIDEO, "one", "30"));
        learner.http().post(SAVE, Keyed.save(CHANNEL, VIDEO, "one", "30"));

        assertThat(studied()).isEqualTo(120);
    }

    @Test
    void isAnsweredTheSameWhateverHasHappenedSince() {
        var video = Catalogue.video(CHANNEL, "public");
        var first = Keyed.post(learner.http(), key, SAVE, Keyed.save(CHANNEL, video, "one", "30"));
        service.admin().method("DELETE", "/service/video-list/%s/%s".formatted(CHANNEL, video), BodyPublishers.noBody());

        var second = Keyed.post(learner.http(), key, SAVE, Keyed.save(CHANNEL, video, "one", "30"));

        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("content-type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void bringsNothingBackThatHasChangedSince() {
        save(key, "one", "30");
        save(Keyed.key(), "two", "10");

        assertThat(save(key, "one", "30").status()).isEqualTo(200);
        assertThat(studied()).isEqualTo(40);
        assertThat(learner.http().get(SAVE + "?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEO)).at("/userInput/0")).isEqualTo("two");
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        save(key, "one", "30");

        for (var other : new String[] {
            Keyed.save(CHANNEL, VIDEO, "two", "30"), Keyed.save(CHANNEL, Catalogue.video(CHANNEL, "public"), "one", "30"), "{}"
        }) {
            var answer = Keyed.post(learner.http(), key, SAVE, other);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.error()).isEqualTo("Idempotency-Key was used for another request");
            assertThat(answer.at("code")).isEqualTo("idempotency-key-reused");
        }
        assertThat(studied()).isEqualTo(30);
    }

    @Test
    void isOneKeyForEachAccountAndOperation() {
        save(key, "one", "30");
        var other = service.learner();

        assertThat(Keyed.post(learner.http(), key, OPEN, Keyed.video(CHANNEL, VIDEO)).status()).isEqualTo(200);
        assertThat(Keyed.post(other.http(), key, SAVE, Keyed.save(CHANNEL, VIDEO, "two", "7")).status()).isEqualTo(200);
        assertThat(other.http().get("/user/duration").node("totalDuration").asInt()).isEqualTo(7);
    }

    @Test
    void isTheSameWithAndWithoutThePrefix() {
        save(key, "one", "30");

        var answer = Keyed.post(learner.http(), key, "/" + SAVE, Keyed.save(CHANNEL, VIDEO, "one", "30"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(studied()).isEqualTo(30);
    }

    @Test
    void savesOnceWhenItIsSentManyTimesAtOnce() {
        var answers = AtOnce.send(30, number -> save(key, "one", "30"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertThat(studied()).isEqualTo(30);
    }

    @Test
    void carriesOneOfSeveralRequestsOutThatShareAKey() {
        var answers = AtOnce.send(10, number -> save(key, "text " + number, "30"));

        assertThat(answers.stream().map(Answer::status)).containsOnly(200, 422);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(studied()).isEqualTo(30);
    }

    @Test
    void forgetsRefusals() {
        var videos = IntStream.range(0, 5).mapToObj(number -> Catalogue.video(CHANNEL, "public")).toList();
        videos.subList(0, 4).forEach(video -> learner.http().post(OPEN, Keyed.video(CHANNEL, video)));
        var refused = Keyed.post(learner.http(), key, OPEN, Keyed.video(CHANNEL, videos.getLast()));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(grant(Keyed.key(), 30).status()).isEqualTo(200);

        assertThat(Keyed.post(learner.http(), key, OPEN, Keyed.video(CHANNEL, videos.getLast())).status()).isEqualTo(200);
        assertThat(save(key, "one", "-1").status()).isEqualTo(400);
        assertThat(save(key, "one", "1").status()).isEqualTo(200);
    }

    @Test
    void opensAVideoOnce() {
        var first = Keyed.post(learner.http(), key, OPEN, Keyed.video(CHANNEL, VIDEO));
        var second = Keyed.post(learner.http(), key, OPEN, Keyed.video(CHANNEL, VIDEO));

        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(learner.http().get("/user/dictation_quota?channelId=c&videoId=v").node("used").asInt()).isEqualTo(1);
    }

    @Test
    void grantsAPlanOnce() {
        var first = grant(key, 30);
        var second = grant(key, 30);

        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(grant(Keyed.key(), 30).node("/results/0/plan/expireTime").asLong())
                .isGreaterThan(second.node("/results/0/plan/expireTime").asLong());
        assertThat(grant(key, 31).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words"})
    void refusesAKeyThatIsNone(String none) {
        refused(save(none, "one", "30"));
    }

    @Test
    void refusesAKeyWithoutEnd() {
        assertThat(save("k".repeat(255), "one", "30").status()).isEqualTo(200);
        refused(save("k".repeat(256), "one", "30"));
        refused(learner.http().method("POST", SAVE, BodyPublishers.ofString("{}"),
                "Content-Type", "application/json", "Idempotency-Key", "a", "Idempotency-Key", "b"));
    }

    @Test
    void isNoWayAroundSigningIn() {
        assertThat(Keyed.post(service.http(), key, SAVE, "{}").status()).isEqualTo(401);
        assertThat(Keyed.post(learner.http(), key, GRANT, "{}").status()).isEqualTo(403);
    }

    private void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("Idempotency-Key must be one name of 1 to 255 visible ASCII characters");
        assertThat(answer.faultyFields()).containsExactly("Idempotency-Key");
        assertThat(studied()).isIn(0, 30);
    }

    private Answer save(String by, String text, String seconds) {
        return Keyed.post(learner.http(), by, SAVE, Keyed.save(CHANNEL, VIDEO, text, seconds));
    }

    private Answer grant(String by, int days) {
        return Keyed.post(service.admin(), by, GRANT, "{\"emails\":[\"%s\"],\"duration\":%d}".formatted(learner.email(), days));
    }

    private int studied() {
        return learner.http().get("/user/duration").node("totalDuration").asInt(-1);
    }
}
