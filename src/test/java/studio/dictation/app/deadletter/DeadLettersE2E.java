package studio.dictation.app.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody has spoilt a learner's quota in Redis: what they do from the next video on is set aside until that is put right. */
class DeadLettersE2E {
    private static final String LETTERS = "/admin/projections/learners/dead-letters";
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");
    private static final byte[] QUOTA = bytes("quota");

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();
    private final Learner other = service.learner();

    @AfterEach
    void nothingStaysBehind() {
        repair();
        retryAll(false);
        assertThat(waiting(learner)).isEmpty();
    }

    @Test
    void waitWithEverythingBehindThemWhileTheLearnerIsToldSo() {
        assertThat(save(learner, 1).header("x-ds-projection")).isEmpty();
        spoil();

        assertThat(save(learner, 2).header("x-ds-projection")).contains("parked");
        assertThat(save(learner, 3).header("x-ds-projection")).contains("parked");

        assertThat(waiting(learner)).satisfiesExactly(
                first -> {
                    assertThat(first.path("error").asString()).contains("Exception");
                    assertThat(first.path("behind").asBoolean()).isFalse();
                    assertThat(first.path("ageSeconds").asLong()).isBetween(0L, 60L);
                    assertThat(first.at("/event/name").asString()).isEqualTo("membership.QuotaConsumed");
                    assertThat(first.at("/event/revision").asInt()).isEqualTo(1);
                    assertThat(first.at("/event/stream").asString()).isEqualTo("membership:" + first.path("sequence").asString());
                    assertThat(first.at("/event/recordedAt").asString()).startsWith("20");
                },
                saved -> {
                    assertThat(saved.path("error").isNull()).isTrue();
                    assertThat(saved.path("behind").asBoolean()).isTrue();
                    assertThat(saved.at("/event/stream").asString()).endsWith(":%s:%s:1".formatted(CHANNEL, VIDEO));
                },
                saved -> assertThat(saved.at("/event/name").asString()).isEqualTo("progress.ProgressSaved"));
        await().atMost(5, SECONDS).until(() -> learner.http().get("/user/config").header("x-ds-projection").equals(Optional.of("parked")));
        assertThat(learner.http().get("/auth/users").header("x-ds-projection")).as("a refusal").contains("parked");
        assertThat(other.http().get("/user/config").header("x-ds-projection")).isEmpty();
        assertThat(save(other, 1).header("x-ds-projection")).isEmpty();
        assertThat(service.http().get("/service/channel").header("x-ds-projection")).isEmpty();
    }

    @Test
    void areAppliedOnceTheCauseIsPutRight() {
        save(learner, 1);
        spoil();
        save(learner, 2);
        save(learner, 3);
        var ids = waiting(learner).stream().map(letter -> letter.path("id").asString()).toList();

        var still = retry(ids.getLast(), true, null);
        assertThat(still.at("outcome")).isEqualTo("parked");
        assertThat(still.at("error")).contains("Exception");
        assertThat(still.at("stoppedAt")).isEqualTo(ids.getFirst());
        repair();
        var rehearsed = retry(ids.getFirst(), true, null);

        assertThat(rehearsed.at("id")).isEqualTo(ids.getFirst());
        assertThat(rehearsed.at("outcome")).isEqualTo("applied");
        assertThat(rehearsed.node("applied").asInt()).isEqualTo(3);
        assertThat(rehearsed.node("waiting").asInt()).isZero();
        assertThat(rehearsed.node("changes")).anySatisfy(change -> {
            assertThat(change.path("key").asString()).isEqualTo("user:" + learner.email());
            assertThat(change.path("fields")).anySatisfy(field -> {
                assertThat(field.path("name").asString()).isEqualTo("duration_data");
                assertThat(field.path("effect").asString()).isEqualTo("set");
                assertThat(field.path("bytes").asInt()).isPositive();
            });
        });
        assertThat(rehearsed.text()).as("no value").doesNotContain("typed");
        assertThat(waiting(learner)).as("nothing was done").hasSize(3);
        assertThat(acts()).as("a rehearsal is no act").noneMatch(act -> act.path("target").asString().equals(ids.getFirst()));

        var retried = retry(ids.getFirst(), false, "The field is put right");

        assertThat(retried.at("outcome")).isEqualTo("applied");
        assertThat(retried.node("error").isNull()).isTrue();
        assertThat(retried.node("applied").asInt()).isEqualTo(3);
        assertThat(retried.node("changes")).isEmpty();
        assertThat(waiting(learner)).isEmpty();
        var config = learner.http().get("/user/progress?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEO));
        assertThat(config.header("x-ds-projection")).isEmpty();
        assertThat(config.text()).contains("typed 3");
        assertThat(learner.http().get("/user/duration").text()).contains("\"totalDuration\":6");
        assertThat(quota().node("used").asInt()).isEqualTo(1);
        assertThat(newestAct()).containsExactly("retry-dead-letter", ids.getFirst(), "The field is put right", "done");
        assertThat(retryAnswer(ids.getFirst(), false, null).status()).isEqualTo(404);
    }

    @Test
    void areAllTriedInOneRequest() {
        spoil();
        repair();

        assertThat(retryAll(true).node("results")).anySatisfy(result -> {
            assertThat(result.path("outcome").asString()).isEqualTo("applied");
            assertThat(result.path("changedKeys").asInt()).isPositive();
        });
        assertThat(waiting(learner)).hasSize(2);
        var all = retryAll(false);

        assertThat(all.node("applied").asInt()).isPositive();
        assertThat(all.node("cursor").isNull()).isTrue();
        assertThat(waiting(learner)).isEmpty();
        assertThat(newestAct()).containsExactly("retry-dead-letters", "learners", "", "done");
    }

    @Test
    void areDiscardedWithAReasonWhichIsRecorded() {
        spoil();
        save(learner, 1);
        save(learner, 2);
        var ids = waiting(learner).stream().map(letter -> letter.path("id").asString()).toList();
        assertThat(discard(ids.getFirst(), "{}").faultyFields()).containsExactly("reason");
        assertThat(discard(ids.getFirst(), "{\"reason\":\"%s\"}".formatted("x".repeat(501))).faultyFields()).containsExactly("reason");

        var discarded = discard(ids.getFirst(), "{\"reason\":\"Never happened\"}");

        assertThat(discarded.status()).as(discarded.toString()).isEqualTo(200);
        assertThat(discarded.node("applied").asInt()).isEqualTo(3);
        assertThat(discarded.node("waiting").asInt()).isZero();
        assertThat(learner.http().get("/user/duration").text()).contains("\"totalDuration\":3");
        repair();
        assertThat(quota().node("used").asInt()).isZero();
        assertThat(newestAct()).containsExactly("discard-dead-letter", ids.getFirst(), "Never happened", "done");
        assertThat(discard(ids.getFirst(), "{\"reason\":\"Again\"}").status()).isEqualTo(404);
        assertThat(newestAct()).containsExactly("discard-dead-letter", ids.getFirst(), "Again", "refused");
    }

    @Test
    void areListedInParts() {
        spoil();
        for (int i = 1; i <= 5; i++) {
            save(learner, i);
        }
        List<String> parts = new ArrayList<>();
        String cursor = "";
        do {
            var part = service.admin().get(LETTERS + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(part.status()).as(part.toString()).isEqualTo(200);
            part.node("deadLetters").forEach(letter -> parts.add(letter.path("id").asString()));
            cursor = part.node("cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(parts).containsSubsequence(waiting(learner).stream().map(letter -> letter.path("id").asString()).toList());
        assertThat(parts).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"GET, ?cursor=x, 400", "GET, ?limit=0, 400", "GET, ?limit=501, 400", "POST, /retry?cursor=0, 400",
        "POST, /nothing/retry, 404", "POST, /00000000-0000-0000-0000-000000000001/retry?dryRun=true, 404",
        "POST, /00000000-0000-0000-0000-000000000001/retry?dryRun=maybe, 400"})
    void areAskedForInNoOtherWay(String method, String path, int status) {
        var answer = method.equals("GET") ? service.admin().get(LETTERS + path) : service.admin().postNothing(LETTERS + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    @Test
    void areThereForKnownProjectionsAndAdministratorsOnly() {
        var some = UUID.randomUUID();
        assertThat(service.admin().get("/admin/projections/nothing/dead-letters").error()).isEqualTo("Projection not found");
        assertThat(service.admin().postNothing("/admin/projections/nothing/dead-letters/retry").status()).isEqualTo(404);
        assertThat(service.admin().get("/admin/projections/catalog/dead-letters").status()).isEqualTo(200);
        assertThat(learner.http().get(LETTERS).status()).isEqualTo(403);
        assertThat(learner.http().postNothing(LETTERS + "/retry").status()).isEqualTo(403);
        assertThat(learner.http().postNothing(LETTERS + "/" + some + "/retry").status()).isEqualTo(403);
        assertThat(learner.http().post(LETTERS + "/" + some + "/discard", "{\"reason\":\"x\"}").status()).isEqualTo(403);
        assertThat(service.http().get(LETTERS).status()).isEqualTo(401);
    }

    private Answer save(Learner by, int number) {
        var answer = by.http().post("/user/progress", """
                {"channelId":"%s","videoId":"%s","userInput":{"0":"typed %d"},"currentTime":1795393200000,"overallCompletion":3,\
                "duration":%d}""".formatted(CHANNEL, VIDEO, number, number));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    /** What waits of a learner's: all that was saved in the one video of this test. */
    private List<JsonNode> waiting(Learner of) {
        var sequence = sequence(of);
        List<JsonNode> found = new ArrayList<>();
        service.admin().get(LETTERS + "?limit=500").node("deadLetters").forEach(letter -> {
            if (letter.path("sequence").asString().equals(sequence)) {
                found.add(letter);
            }
        });
        return found;
    }

    private Answer retry(String id, boolean dryRun, @Nullable String reason) {
        var answer = retryAnswer(id, dryRun, reason);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private Answer retryAnswer(String id, boolean dryRun, @Nullable String reason) {
        var path = "%s/%s/retry%s".formatted(LETTERS, id, dryRun ? "?dryRun=true" : "");
        return reason == null ? service.admin().postNothing(path) : service.admin().post(path, "{\"reason\":\"%s\"}".formatted(reason));
    }

    private Answer retryAll(boolean dryRun) {
        var answer = service.admin().postNothing(LETTERS + "/retry" + (dryRun ? "?dryRun=true" : ""));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private Answer discard(String id, String body) {
        return service.admin().post("%s/%s/discard".formatted(LETTERS, id), body);
    }

    private List<JsonNode> acts() {
        List<JsonNode> acts = new ArrayList<>();
        service.admin().get("/admin/acts?limit=100").node("acts").forEach(acts::add);
        return acts;
    }

    private Answer quota() {
        return learner.http().get("/user/dictation_quota?channelId=%s&videoId=%s".formatted(CHANNEL, VIDEO));
    }

    /** What was done last, to what, why and with what outcome. */
    private List<String> newestAct() {
        var act = acts().getFirst();
        return Stream.of("act", "target", "reason", "outcome").map(field -> act.path(field).asString("")).toList();
    }

    private String sequence(Learner of) {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            return new String(redis.hashCommands().hGet(bytes("user:" + of.email()), bytes("account_id")), StandardCharsets.UTF_8);
        }
    }

    /** Writes what nothing can be added to, and has the learner add something. */
    private void spoil() {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + learner.email()), QUOTA, bytes("{"));
        }
        var opened = learner.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(CHANNEL, VIDEO));
        assertThat(opened.header("x-ds-projection")).as(opened.toString()).contains("parked");
    }

    private void repair() {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            var key = bytes("user:" + learner.email());
            if (Arrays.equals(redis.hashCommands().hGet(key, QUOTA), bytes("{"))) {
                redis.hashCommands().hDel(key, QUOTA);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
