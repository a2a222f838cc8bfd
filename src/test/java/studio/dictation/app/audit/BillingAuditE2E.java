package studio.dictation.app.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Answer;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** GET /admin/billing/{email}/history, /at and /replay. */
class BillingAuditE2E {
    private static final String CHANNEL = Catalogue.channel("public");

    private final RunningService service = RunningService.shared();
    private final Learner learner = service.learner();

    @Test
    void isEmptyForWhoeverNeverHadAnything() {
        var history = ask("history");

        assertThat(history.status()).as(history.toString()).isEqualTo(200);
        assertThat(history.text()).isEqualTo("{\"entries\":[],\"nextCursor\":null}");
        assertThat(ask("replay").node("equal").asBoolean()).isTrue();
        assertThat(ask("at?instant=" + Instant.now()).at("/entitlement/value")).isEqualTo("Free");
    }

    @Test
    void tellsWhatHappenedWhoDidItAndWhatItMadeOfThePlan() {
        live();

        var entries = entries(ask("history"));

        assertThat(entries).extracting(entry -> entry.path("name").asString()).containsExactly(
                "membership.QuotaConsumed", "membership.QuotaConsumed", "membership.PlanGranted", "membership.PaidVideoOpened",
                "membership.PlanSet", "membership.PlanGranted", "membership.PlanSet");
        assertThat(entries).extracting(entry -> entry.at("/before/plan").asString())
                .containsExactly("Free", "Free", "Free", "Basic", "Basic", "Premium", "Premium");
        assertThat(entries).extracting(entry -> entry.at("/after/plan").asString())
                .containsExactly("Free", "Free", "Basic", "Basic", "Premium", "Premium", "Free");
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).path("before")).isEqualTo(entries.get(i - 1).path("after"));
            assertThat(entries.get(i).path("streamSequence").asInt()).isEqualTo(i);
        }
        var grant = entries.get(2);
        assertThat(grant.path("source").asString()).isEqualTo("http");
        assertThat(grant.path("reason").asString()).isEqualTo("GrantPlan");
        assertThat(grant.path("cause").asString()).isEqualTo("admin");
        assertThat(grant.path("hash").asString()).matches("[0-9a-f]{64}");
        assertThat(grant.path("correlationId").asString()).isEqualTo(grant.path("requestId").asString()).isNotEmpty();
        assertThat(grant.path("actor").asString()).isNotEqualTo(entries.getFirst().path("actor").asString());
        assertThat(ask("history").text()).doesNotContain("@example.org");
    }

    @Test
    void isAskedForInParts() {
        live();
        var whole = entries(ask("history"));

        var first = ask("history?limit=3");
        var second = ask("history?limit=3&cursor=" + first.at("nextCursor"));
        var third = ask("history?limit=3&cursor=" + second.at("nextCursor"));

        assertThat(Stream.of(first, second, third)
                        .flatMap(part -> entries(part).stream()))
                .containsExactlyElementsOf(whole);
        assertThat(third.node("nextCursor").isNull()).isTrue();
        var from = whole.get(3).path("recordedAt").asString();
        assertThat(entries(ask("history?from=" + from))).containsExactlyElementsOf(whole.subList(3, 7));
        assertThat(entries(ask("history?to=" + Instant.parse(from).toEpochMilli()))).containsExactlyElementsOf(whole.subList(0, 3));
        assertThat(entries(ask("history?type=membership.PlanSet,payment"))).containsExactly(whole.get(4), whole.get(6));
        assertThat(entries(ask("history?type=payment"))).isEmpty();
    }

    @Test
    void isATableOfTheSame() {
        live();
        var entries = entries(ask("history"));

        var table = ask("history?format=csv");

        assertThat(table.status()).as(table.toString()).isEqualTo(200);
        assertThat(table.header("Content-Type").orElseThrow()).startsWith("text/csv;").contains("charset=UTF-8");
        assertThat(table.header("Content-Disposition")).contains("attachment; filename=\"billing-history.csv\"");
        var rows = table.text().split("\r\n", -1);
        assertThat(rows).hasSize(entries.size() + 2);
        assertThat(rows[0]).startsWith("position,stream,stream_sequence,event_id,name,").endsWith(",hash");
        assertThat(rows[rows.length - 1]).isEmpty();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            assertThat(rows[i + 1])
                    .startsWith(entry.path("position").asString() + ",membership:")
                    .endsWith("," + entry.at("/after/plan").asString() + ","
                            + entry.at("/after/expiresAt").asString("") + "," + entry.path("hash").asString());
        }
        assertThat(ask("history?format=csv&type=membership.PlanSet").text().split("\r\n", -1)).hasSize(4);
    }

    @Test
    void isInLinesWhatIsStored() {
        live();
        var entries = entries(ask("history"));

        var lines = ask("history?format=jsonl");

        assertThat(lines.header("Content-Type").orElseThrow()).startsWith("application/jsonl");
        var parsed = lines.text().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
        assertThat(parsed.stream().filter(line -> line.path("type").asString().equals("entry"))
                        .map(line -> line.path("hash").asString()))
                .containsExactlyElementsOf(entries.stream().map(entry -> entry.path("hash").asString()).toList());
        assertThat(parsed.getLast().path("type").asString()).isEqualTo("end");
    }

    @Test
    void standsAsItStoodAfterEachEntry() {
        live();

        for (var entry : entries(ask("history"))) {
            var then = ask("at?instant=" + entry.path("recordedAt").asString());

            assertThat(then.at("/plan/value")).isEqualTo(entry.at("/after/plan").asString());
            assertThat(then.node("/expiresAt/value")).isEqualTo(entry.at("/after/expiresAt"));
            if (entry.path("name").asString().startsWith("membership.Plan")) {
                assertThat(by(then, "/expiresAt")).contains(entry.path("position").asString());
            }
        }
        var begin = entries(ask("history")).getFirst().path("recordedAt").asString();
        assertThat(ask("at?instant=" + Instant.parse(begin).minusMillis(1)).node("entries").asInt(-1)).isZero();
    }

    @Test
    void tellsWhatMadeEachValueSo() {
        live();
        var entries = entries(ask("history"));

        var then = ask("at?instant=" + entries.get(5).path("recordedAt").asString());

        assertThat(then.at("/plan/value")).isEqualTo("Premium");
        assertThat(by(then, "/plan")).containsExactly(entries.get(4).path("position").asString());
        assertThat(by(then, "/expiresAt"))
                .containsExactly(entries.get(4).path("position").asString(), entries.get(5).path("position").asString());
        assertThat(then.node("/quota/limit/value").asInt()).isEqualTo(-1);
        assertThat(then.node("/quota/used").size()).isEqualTo(2);
        assertThat(by(then, "/quota/used/0")).containsExactly(entries.getFirst().path("position").asString());
        assertThat(then.node("/quota/known").asInt()).isEqualTo(3);
    }

    @Test
    void isTheSameWhenItIsReplayed() {
        live();

        var replay = ask("replay");

        assertThat(replay.node("equal").asBoolean()).as(replay.toString()).isTrue();
        assertThat(replay.node("entries").asInt()).isEqualTo(7);
        assertThat(replay.node("/recorded/compared").asInt()).isEqualTo(6);
        assertThat(replay.node("/recorded/differing").asInt()).isZero();
        assertThat(replay.node("live").valueStream().map(field -> field.path("field").asString()))
                .contains("plan.name", "plan.expireTime", "quota.videos", "quota.history", "plan_update_history");
        assertThat(replay.node("live").valueStream()).allMatch(field -> field.path("equal").asBoolean());
        assertThat(replay.json().has("future")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Premium\"", "\"Free\",\"added\":1", "\"Free\",\"expireTimeMs\":9"})
    void saysWhichFieldOfRedisSomebodyHasAltered(String name) {
        write("plan", "{\"name\":" + name + "}");

        var replay = ask("replay");

        assertThat(replay.node("equal").asBoolean(true)).isFalse();
        var altered = replay.node("live").valueStream().filter(field -> !field.path("equal").asBoolean()).toList();
        assertThat(altered).isNotEmpty().allMatch(field -> field.path("field").asString().startsWith("plan."));
        assertThat(replay.at("/now/entitlement/value")).isEqualTo("Free");
    }

    @Test
    void showsWhatStandsInRedisThatIsNoDocument() {
        write("quota", "broken");

        var replay = ask("replay");

        assertThat(replay.node("live").valueStream().filter(field -> !field.path("equal").asBoolean()))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.path("field").asString()).isEqualTo("quota");
                    assertThat(field.path("live").asString()).isEqualTo("broken");
                    assertThat(field.path("replayed").isNull()).isTrue();
                });
    }

    @Test
    void simulatesWhatTimeAloneWillBring() {
        open(Catalogue.video(CHANNEL, "public"));
        grant(10);
        var entries = entries(ask("history"));
        var ends = Instant.parse(entries.getLast().at("/after/expiresAt").asString());
        var turns = Instant.parse(entries.getFirst().path("occurredAt").asString()).plus(Duration.ofDays(30)).plusMillis(1);

        var before = ask("replay?until=" + ends.minusMillis(1)).node("future");
        var after = ask("replay?until=" + turns).node("future");

        assertThat(before.path("turns")).isEmpty();
        assertThat(before.at("/state/entitlement/value").asString()).isEqualTo("Basic");
        assertThat(after.path("turns").valueStream().map(JsonNode::toString)).containsExactly(
                "{\"at\":\"%s\",\"what\":\"plan-ends\"}".formatted(entries.getLast().at("/after/expiresAt").asString()),
                "{\"at\":\"%s\",\"what\":\"quota-cycle-turns\"}".formatted(text(turns)));
        assertThat(after.at("/state/entitlement/value").asString()).isEqualTo("Free");
        assertThat(after.at("/state/quota/used").isEmpty()).isTrue();
        assertThat(after.at("/state/quota/limit/value").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "history?from=yesterday, from", "history?to=2026-13-01T00:00:00Z, to", "history?from=-1, from",
        "history?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, to", "history?type=progress, type",
        "history?type=membership.Nothing, type", "history?limit=0, limit", "history?limit=1001, limit",
        "history?format=xml, format", "history?cursor=nonsense, cursor", "history?format=csv&limit=5, limit",
        "history?format=csv&cursor=1, cursor", "history?format=jsonl&type=payment, type", "history?format=jsonl&limit=5, limit", "at, instant", "at?instant=, instant", "at?instant=now, instant",
        "replay?until=2020-01-01T00:00:00Z, until", "replay?until=soon, until"
    })
    void refusesWhatItCannotRead(String question, String field) {
        var answer = ask(question);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "history?format=csv", "at?instant=0", "replay"})
    void isForAdministratorsAndOfAccountsThatExist(String question) {
        assertThat(learner.http().get("/admin/billing/" + learner.email() + "/" + question).status()).isEqualTo(403);
        assertThat(service.http().get("/admin/billing/" + learner.email() + "/" + question).status()).isEqualTo(401);
        var unknown = service.admin().get("/admin/billing/nobody@example.org/" + question);
        assertThat(unknown.status()).as(unknown.toString()).isEqualTo(404);
        assertThat(unknown.error()).isEqualTo("User not found");
    }

    @Test
    void isRecordedWheneverSomebodyLooksAtIt() {
        try (var log = new CapturedLog()) {
            ask("history");
            ask("at?instant=0");
            ask("replay");

            assertThat(log.lines()).filteredOn(line -> line.startsWith("Administrator "))
                    .hasSize(3)
                    .allMatch(line -> line.matches("Administrator [0-9a-f-]{36} looks at the billing (history|state|replay) of account [0-9a-f-]{36}"));
        }
    }

    /** Two free videos, a plan, a video, another plan, days on top, and the end. */
    private void live() {
        open(Catalogue.video(CHANNEL, "public"));
        open(Catalogue.video(CHANNEL, "public"));
        grant(30);
        open(Catalogue.video(CHANNEL, "public"));
        set("Premium");
        grant(30);
        set("Free");
    }

    private void open(String video) {
        var opened = learner.http().post("/user/register_dictation",
                "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(CHANNEL, video));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
    }

    private void grant(int days) {
        service.admin().post("/user/update-duration",
                "{\"emails\":[\"%s\"],\"duration\":%d}".formatted(learner.email(), days));
    }

    private void set(String plan) {
        service.admin().put("/auth/user/plan", "{\"emails\":[\"%s\"],\"plan\":\"%s\"}".formatted(learner.email(), plan));
    }

    private void write(String field, String value) {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.hashCommands().hSet(bytes("user:" + learner.email()), bytes(field), bytes(value));
        }
    }

    private Answer ask(String question) {
        return service.admin().get("/admin/billing/" + learner.email() + "/" + question);
    }

    private static List<JsonNode> entries(Answer history) {
        assertThat(history.status()).as(history.toString()).isEqualTo(200);
        return new ArrayList<>(history.node("entries").valueStream().toList());
    }

    private static List<String> by(Answer state, String value) {
        return state.node(value + "/by").valueStream().map(by -> by.path("position").asString()).toList();
    }

    private static String text(Instant instant) {
        var text = instant.toString();
        return text.length() == "2026-01-01T00:00:00Z".length() ? text.replace("Z", ".000Z") : text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
