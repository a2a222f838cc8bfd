package studio.dictation.app.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.catalog.Transcripts;
import studio.dictation.app.http.Answer;
import studio.dictation.eventstore.EventReader;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody has spoilt a learner's quota in Redis: what they do from the next video on is set aside until that is put right. */
class DeadLettersE2E {
    private static final String LEARNERS = "/admin/projections/learners/dead-letters";
    private static final String CATALOG = "/admin/projections/catalog/dead-letters";
    private static final String SESSIONS = "/admin/projections/sessions/dead-letters";
    private static final String CHANNEL = Catalogue.channel("public");
    private static final String VIDEO = Catalogue.video(CHANNEL, "public");
    private static final byte[] QUOTA = bytes("quota");
    private static final byte[] TRANSCRIPT_VERSION = bytes("transcript_version");
    private static final String NAMES_OF_A_LETTER = "id sequence segment event error behind ageSeconds";
    private static final String NAMES_OF_AN_EVENT = "name revision stream streamSequence recordedAt";
    private static final String NAMES_OF_AN_OUTCOME = "sequence outcome error stoppedAt applied waiting changedKeys changes";

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();
    private final Learner other = service.learner();

    @AfterEach
    void nothingStaysBehind() {
        repair(learner);
        retryAll(LEARNERS, false);
        assertThat(waiting(learner)).isEmpty();
    }

    @Test
    void waitWithEverythingBehindThemWhileTheLearnerIsToldSo() {
        assertThat(save(learner, 1).header("x-ds-projection")).isEmpty();
        spoil(learner);

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
        spoil(learner);
        save(learner, 2);
        save(learner, 3);
        var ids = waiting(learner).stream().map(letter -> letter.path("id").asString()).toList();

        var still = retry(LEARNERS, ids.getLast(), true, null);
        assertThat(still.at("outcome")).isEqualTo("parked");
        assertThat(still.at("error")).contains("Exception");
        assertThat(still.at("stoppedAt")).isEqualTo(ids.getFirst());
        repair(learner);
        var rehearsed = retry(LEARNERS, ids.getFirst(), true, null);

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

        var retried = retry(LEARNERS, ids.getFirst(), false, "The field is put right");

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
        assertThat(retryAnswer(LEARNERS, ids.getFirst(), false, null).status()).isEqualTo(404);
    }

    @Test
    void areAllTriedInOneRequest() {
        spoil(learner);
        repair(learner);

        assertThat(retryAll(LEARNERS, true).node("results")).anySatisfy(result -> {
            assertThat(result.path("outcome").asString()).isEqualTo("applied");
            assertThat(result.path("changedKeys").asInt()).isPositive();
        });
        assertThat(waiting(learner)).hasSize(2);
        var all = retryAll(LEARNERS, false);

        assertThat(all.node("applied").asInt()).isPositive();
        assertThat(all.node("cursor").isNull()).isTrue();
        assertThat(waiting(learner)).isEmpty();
        assertThat(newestAct()).containsExactly("retry-dead-letters", "learners", "", "done");
    }

    @Test
    void areDiscardedWithAReasonWhichIsRecorded() {
        spoil(learner);
        save(learner, 1);
        save(learner, 2);
        var ids = waiting(learner).stream().map(letter -> letter.path("id").asString()).toList();
        assertThat(discard(LEARNERS, ids.getFirst(), "{}").faultyFields()).containsExactly("reason");
        assertThat(discard(LEARNERS, ids.getFirst(), "{\"reason\":\"%s\"}".formatted("x".repeat(501))).faultyFields()).containsExactly("reason");

        var discarded = outcome(discard(LEARNERS, ids.getFirst(), "{\"reason\":\"Never happened\"}"), ids.getFirst());

        assertThat(discarded.node("applied").asInt()).isEqualTo(3);
        assertThat(discarded.node("waiting").asInt()).isZero();
        assertThat(learner.http().get("/user/duration").text()).contains("\"totalDuration\":3");
        repair(learner);
        assertThat(quota().node("used").asInt()).isZero();
        assertThat(newestAct()).containsExactly("discard-dead-letter", ids.getFirst(), "Never happened", "done");
        assertThat(discard(LEARNERS, ids.getFirst(), "{\"reason\":\"Again\"}").status()).isEqualTo(404);
        assertThat(newestAct()).containsExactly("discard-dead-letter", ids.getFirst(), "Again", "refused");
    }

    @Test
    void areListedInParts() {
        spoil(learner);
        for (int i = 1; i <= 5; i++) {
            save(learner, i);
        }
        List<String> parts = new ArrayList<>();
        String cursor = "";
        do {
            var part = service.admin().get(LEARNERS + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(part.status()).as(part.toString()).isEqualTo(200);
            part.node("deadLetters").forEach(letter -> parts.add(letter.path("id").asString()));
            cursor = part.node("cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(parts).containsSubsequence(waiting(learner).stream().map(letter -> letter.path("id").asString()).toList());
        assertThat(parts).doesNotHaveDuplicates();
    }

    @Test
    void areToldOfToWhoeverSignsInOrRefreshes() {
        var email = "parked-" + UUID.randomUUID() + "@example.org";
        var credentials = "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"a good password\"}".formatted(email);
        var registered = service.http().post("/auth/register", credentials);
        var unlucky = new Learner(email, service.signedIn(registered));
        spoil(unlucky);
        await().atMost(5, SECONDS).until(() -> unlucky.http().get("/user/config").header("x-ds-projection").equals(Optional.of("parked")));

        var signedIn = service.http().post("/auth/login", credentials);
        var refreshed = service.http().as(registered.header("x-ds-refresh-token").orElseThrow()).postNothing("/auth/refresh-token");

        assertThat(registered.header("x-ds-projection")).isEmpty();
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        assertThat(signedIn.header("x-ds-projection")).contains("parked");
        assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
        assertThat(refreshed.header("x-ds-projection")).contains("parked");
        repair(unlucky);
    }

    @Test
    void ofTheCatalogueAreDealtWithInTheSameWay() {
        var first = spoiltVideo();
        var later = Catalogue.video(CHANNEL, "public");
        var letters = waiting(CATALOG, CHANNEL);
        var id = letters.getFirst().path("id").asString();
        assertThat(letters).hasSizeGreaterThan(2).extracting(letter -> letter.path("behind").asBoolean()).startsWith(false, true, true);
        assertThat(letters.getFirst().at("/event/name").asString()).isEqualTo("catalog.TranscriptStored");
        assertThat(Transcripts.read(learner.http(), CHANNEL, later).status()).as("what waits behind it").isEqualTo(404);

        assertThat(retry(CATALOG, letters.getLast().path("id").asString(), true, null).at("stoppedAt")).isEqualTo(id);
        in(1, hashes -> hashes.hDel(bytes("video:%s:%s".formatted(CHANNEL, first)), TRANSCRIPT_VERSION));
        assertThat(retry(CATALOG, id, true, null).node("changes")).anySatisfy(change ->
                assertThat(change.path("key").asString()).isEqualTo("video:%s:%s".formatted(CHANNEL, first)));
        assertThat(waiting(CATALOG, CHANNEL)).as("nothing was done").hasSameSizeAs(letters);
        assertThat(retry(CATALOG, id, false, "Put right").node("applied").asInt()).isEqualTo(letters.size());

        assertThat(newestAct()).containsExactly("retry-dead-letter", id, "Put right", "done");
        assertThat(waiting(CATALOG, CHANNEL)).isEmpty();
        assertThat(retryAll(CATALOG, false).node("results")).isEmpty();
        assertThat(Transcripts.read(learner.http(), CHANNEL, later).status()).isEqualTo(200);
    }

    @Test
    void ofTheCatalogueAreDiscardedUntilItIsFilledAnew() {
        var video = spoiltVideo();
        var id = waiting(CATALOG, CHANNEL).getFirst().path("id").asString();
        assertThat(discard(CATALOG, id, "{}").faultyFields()).containsExactly("reason");

        assertThat(outcome(discard(CATALOG, id, "{\"reason\":\"Never said\"}"), id).node("waiting").asInt()).isZero();

        assertThat(newestAct()).containsExactly("discard-dead-letter", id, "Never said", "done");
        assertThat(waiting(CATALOG, CHANNEL)).isEmpty();
        var path = "/admin/projections/catalog";
        assertThat(service.admin().post(path + "/rebuild", "{\"reason\":\"Something was discarded\"}").status()).isEqualTo(202);
        await().atMost(20, SECONDS).until(() -> service.admin().get(path).at("/rebuild/phase").equals("done"));
        assertThat(Transcripts.read(learner.http(), CHANNEL, video).status()).isEqualTo(200);
    }

    /** An older version may have left some: this one applies what it reads. */
    @Test
    void ofSessionsAreDealtWithInTheSameWay() {
        var tried = revokedAndSetAside(learner);
        assertThat(retry(SESSIONS, tried, true, null).node("changedKeys").asInt()).isEqualTo(2);
        assertThat(retry(SESSIONS, tried, false, "Another version").at("outcome")).isEqualTo("applied");
        assertThat(newestAct()).containsExactly("retry-dead-letter", tried, "Another version", "done");
        assertThat(waiting(SESSIONS, sequence(learner))).isEmpty();

        var discarded = revokedAndSetAside(other);
        assertThat(outcome(discard(SESSIONS, discarded, "{\"reason\":\"Long over\"}"), discarded).at("outcome")).isEqualTo("applied");
        assertThat(newestAct()).containsExactly("discard-dead-letter", discarded, "Long over", "done");
        assertThat(waiting(SESSIONS, sequence(other))).isEmpty();
        assertThat(retryAll(SESSIONS, true).node("results")).isEmpty();
    }

    /** Has a learner leave, and sets aside that they did; answers the event. */
    private String revokedAndSetAside(Learner leaving) {
        leaving.http().postNothing("/auth/logout");
        var revoked = service.part(JdbcClient.class)
                .sql("SELECT event_id FROM event WHERE name = 'session.SessionRevoked' AND subject = ?::uuid").param(sequence(leaving))
                .query(UUID.class).single();
        var event = service.part(EventReader.class).outlines(List.of(revoked)).getFirst();
        in(2, hashes -> hashes.hSet(
                bytes("letters:sessions:0"), bytes(sequence(leaving)), bytes(event.position() + " java.lang.IllegalStateException")));
        var letter = waiting(SESSIONS, sequence(leaving)).getFirst();
        assertThat(letter.at("/event/name").asString()).isEqualTo("session.SessionRevoked");
        return letter.path("id").asString();
    }

    /** Lists a video where something stands already that no number can be made of. */
    private String spoiltVideo() {
        var video = Catalogue.videoId();
        in(1, hashes -> hashes.hSet(bytes("video:%s:%s".formatted(CHANNEL, video)), TRANSCRIPT_VERSION, bytes("spoilt")));
        Catalogue.list(service.admin(), CHANNEL, video, "public");
        return video;
    }

    @ParameterizedTest
    @CsvSource({"GET, ?cursor=x, 400", "GET, ?limit=0, 400", "GET, ?limit=501, 400", "POST, /retry?cursor=0, 400",
        "POST, /nothing/retry, 404", "POST, /00000000-0000-0000-0000-000000000001/retry?dryRun=true, 404",
        "POST, /00000000-0000-0000-0000-000000000001/retry?dryRun=maybe, 400"})
    void areAskedForInNoOtherWay(String method, String path, int status) {
        var answer = method.equals("GET") ? service.admin().get(LEARNERS + path) : service.admin().postNothing(LEARNERS + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    @Test
    void areThereForKnownProjectionsAndAdministratorsOnly() {
        var some = UUID.randomUUID();
        assertThat(service.admin().get("/admin/projections/nothing/dead-letters").error()).isEqualTo("Projection not found");
        assertThat(service.admin().postNothing("/admin/projections/nothing/dead-letters/retry").status()).isEqualTo(404);
        assertThat(service.admin().get("/admin/projections/catalog/dead-letters").status()).isEqualTo(200);
        assertThat(learner.http().get(LEARNERS).status()).isEqualTo(403);
        assertThat(learner.http().postNothing(LEARNERS + "/retry").status()).isEqualTo(403);
        assertThat(learner.http().postNothing(LEARNERS + "/" + some + "/retry").status()).isEqualTo(403);
        assertThat(learner.http().post(LEARNERS + "/" + some + "/discard", "{\"reason\":\"x\"}").status()).isEqualTo(403);
        assertThat(service.http().get(LEARNERS).status()).isEqualTo(401);
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
        return waiting(LEARNERS, sequence(of));
    }

    /** What waits in a sequence; every letter has the same names, whatever the projection. */
    private List<JsonNode> waiting(String letters, String sequence) {
        List<JsonNode> found = new ArrayList<>();
        service.admin().get(letters + "?limit=500").node("deadLetters").forEach(letter -> {
            assertThat(letter.propertyNames()).containsExactlyInAnyOrder(NAMES_OF_A_LETTER.split(" "));
            assertThat(letter.path("event").propertyNames()).containsExactlyInAnyOrder(NAMES_OF_AN_EVENT.split(" "));
            if (letter.path("sequence").asString().equals(sequence)) {
                found.add(letter);
            }
        });
        return found;
    }

    private Answer retry(String letters, String id, boolean dryRun, @Nullable String reason) {
        return outcome(retryAnswer(letters, id, dryRun, reason), id);
    }

    private Answer retryAnswer(String letters, String id, boolean dryRun, @Nullable String reason) {
        var path = "%s/%s/retry%s".formatted(letters, id, dryRun ? "?dryRun=true" : "");
        return reason == null ? service.admin().postNothing(path) : service.admin().post(path, "{\"reason\":\"%s\"}".formatted(reason));
    }

    private Answer retryAll(String letters, boolean dryRun) {
        var answer = service.admin().postNothing(letters + "/retry" + (dryRun ? "?dryRun=true" : ""));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("applied", "parked", "results", "cursor");
        answer.node("results").forEach(result ->
                assertThat(result.propertyNames()).containsExactlyInAnyOrder(NAMES_OF_AN_OUTCOME.split(" ")));
        return answer;
    }

    private Answer discard(String letters, String id, String body) {
        return service.admin().post("%s/%s/discard".formatted(letters, id), body);
    }

    /** What became of an event; told by the same names, whatever the projection. */
    private static Answer outcome(Answer answer, String id) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(("id " + NAMES_OF_AN_OUTCOME).split(" "));
        assertThat(answer.at("id")).isEqualTo(id);
        return answer;
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
        return new String(Objects.requireNonNull(in(0, hashes -> hashes.hGet(bytes("user:" + of.email()), bytes("account_id")))),
                StandardCharsets.UTF_8);
    }

    /** Writes what nothing can be added to, and has the learner add something. */
    private void spoil(Learner whose) {
        in(0, hashes -> hashes.hSet(bytes("user:" + whose.email()), QUOTA, bytes("{")));
        var opened = whose.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(CHANNEL, VIDEO));
        assertThat(opened.header("x-ds-projection")).as(opened.toString()).contains("parked");
    }

    private void repair(Learner whose) {
        var key = bytes("user:" + whose.email());
        in(0, hashes -> Arrays.equals(hashes.hGet(key, QUOTA), bytes("{")) ? hashes.hDel(key, QUOTA) : null);
    }

    private <T> @Nullable T in(int database, Function<RedisHashCommands, @Nullable T> something) {
        try (var redis = service.part(RedisDatabases.class).factory(database).getConnection()) {
            return something.apply(redis.hashCommands());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
