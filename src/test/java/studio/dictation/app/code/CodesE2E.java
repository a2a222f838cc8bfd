package studio.dictation.app.code;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.RunningService;
import studio.dictation.app.consistency.Stored;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.AtOnce;
import studio.dictation.app.nodes.TwoNodes;
import studio.dictation.app.nodes.TwoNodes.Client;
import tools.jackson.databind.JsonNode;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** P5 to P9: codes are made by administrators and redeemed once, on two nodes. */
class CodesE2E {
    private static final TwoNodes NODES = TwoNodes.shared();
    private static final Duration SLACK = Duration.ofMinutes(1);
    private static final String GONE = "Verification code not found or expired";
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final Stored stored = Stored.by(NODES.a());
    private final JdbcClient store = NODES.a().part(JdbcClient.class);
    private final Client learner = NODES.learner(NODES.a());
    private final String place = "198.18.6." + PLACES.incrementAndGet();

    @AfterEach
    void letItGoOn() {
        store.sql("UPDATE automation SET leased_until = '-infinity' WHERE owner = 'nobody'").update();
    }

    @ParameterizedTest
    @CsvSource({"30days, Basic, 30", "60days, Pro, 60", "90days, Premium, 90", "permanent, Premium, 36500"})
    void giveWhatTheirDaysStandFor(String duration, String plan, int days) {
        var code = issued(duration);

        assertThat(code).matches("[0-9a-f]{16}-[0-9a-f]{8}");
        plan(ok(redeem(learner, code)).node("plan"), plan, days);
        plan(ok(NODES.b().http().as(learner.http().token()).get("/user/config")).node("/config/plan"), plan, days);
    }

    @ParameterizedTest
    @CsvSource({"59, Basic", "89, Pro", "365, Premium"})
    void giveAnyNumberOfDays(int days, String plan) {
        var issued = ok(NODES.admin(NODES.a()).post("/payment/generate-custom-code", "{\"days\":%d}".formatted(days)));

        assertThat(issued.at("full_code")).isEqualTo(issued.at("code"));
        assertThat(issued.node("expires_in").asInt()).isEqualTo(3_600);
        plan(ok(redeem(learner, issued.at("code"))).node("plan"), plan, days);
    }

    @Test
    void addDaysToAPlanThatRunsAndKeepTheHigherLevel() {
        ok(redeem(learner, issued("90days")));

        plan(ok(redeem(learner.at(NODES.b()), issued("30days"))).node("plan"), "Premium", 120);
    }

    @Test
    void canBeRedeemedForSomebody() {
        var answer = ok(assign(NODES.b(), issued("60days"), learner.email().toUpperCase(Locale.ROOT)));

        assertThat(answer.at("message")).isEqualTo("Membership successfully assigned to " + learner.email().toUpperCase(Locale.ROOT));
        plan(answer.node("plan"), "Pro", 60);
    }

    @Test
    void areGoneOnceTheyAreRedeemed() {
        var code = issued("30days");
        ok(redeem(learner, code));

        gone(redeem(learner, code));
        gone(redeem(NODES.learner(NODES.b()), code));
        gone(assign(NODES.b(), code, learner.email()));
        assertThat(grants(code)).isEqualTo(1);
    }

    @Test
    void areNoneOfTheirsWhoGuess() {
        var code = issued("30days");
        var wrong = code.substring(0, 17) + (code.endsWith("00000000") ? "11111111" : "00000000");

        var refused = redeem(learner, wrong);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("Invalid verification code");
        assertThat(refused.at("code")).isEqualTo("code-wrong");
        plan(ok(redeem(learner, code)).node("plan"), "Basic", 30);
    }

    @Test
    void giveOnceThoughFiftyRedeemThemAtTheSameMoment() {
        var code = issued("90days");
        var learners = IntStream.range(0, 5).mapToObj(number -> NODES.learner(number % 2 == 0 ? NODES.a() : NODES.b())).toList();

        var answers = AtOnce.send(50, number -> redeem(learners.get(number % 5).at(number < 25 ? NODES.a() : NODES.b()), code,
                "198.18.7." + number % 5));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 404).containsOnlyOnce(200);
        assertThat(answers).filteredOn(answer -> answer.status() == 404).extracting(Answer::error).containsOnly(GONE);
        assertThat(learners).extracting(one -> ok(one.http().get("/user/config")).at("/config/plan/name"))
                .containsOnly("Free", "Premium").containsOnlyOnce("Premium");
        assertThat(stored.count("code.CodeRedeemed", random(code))).isEqualTo(1);
        assertThat(grants(code)).isEqualTo(1);
    }

    @Test
    void areTriedTenTimesInAQuarterOfAnHour() {
        var code = issued("30days");
        for (int i = 0; i < 10; i++) {
            assertThat(redeem(learner, "0123456789abcdef-00000000").status()).isEqualTo(404);
        }

        assertThat(redeem(learner.at(NODES.b()), code).status()).isEqualTo(429);
        assertThat(redeem(NODES.learner(NODES.b()), code).status()).isEqualTo(200);
    }

    @Test
    void areListedUntilTheyAreRedeemed() {
        var kept = issued("60days");
        var code = issued("30days");

        var codes = ok(NODES.admin(NODES.b()).get("/payment/verification-codes"));

        assertThat(codes.node("count").asInt()).isEqualTo(codes.node("codes").size());
        assertThat(codes.at("/codes/0/full_code")).isEqualTo(code);
        assertThat(codes.at("/codes/1/full_code")).isEqualTo(kept);
        assertThat(codes.at("/codes/0/code_part")).isEqualTo(random(code));
        assertThat(codes.at("/codes/0/duration")).isEqualTo("30days");
        assertThat(codes.node("/codes/0/days").asInt()).isEqualTo(30);
        assertThat(codes.node("/codes/0/expires_at").asLong() - codes.node("/codes/0/created_at").asLong()).isEqualTo(3_600_000);
        assertThat(codes.node("/codes/0/remaining_seconds").asInt()).isBetween(3_500, 3_600);

        ok(redeem(learner, code));

        assertThat(StreamSupport.stream(ok(NODES.admin(NODES.a()).get("/payment/verification-codes")).node("codes").spliterator(), false)
                        .map(one -> one.path("full_code").asString()))
                .contains(kept).doesNotContain(code);
    }

    @Test
    void standInTheHistoryOfWhoRedeemedThemAndOfNobodyElse() {
        var code = issued("30days");
        ok(assign(NODES.a(), code, learner.email()));

        assertThat(store.sql("SELECT name FROM event WHERE subject = (SELECT account_id FROM account_email WHERE email = ?) ORDER BY sequence")
                        .param(learner.email()).query(String.class).list())
                .containsExactly("identity.AccountRegistered", "code.CodeRedeemed", "membership.PlanGranted");
        assertThat(store.sql("SELECT count(*) FROM event WHERE stream_id = ? AND subject IS NULL")
                        .param("code:" + random(code)).query(Integer.class).single())
                .isEqualTo(1);
        var history = NODES.admin(NODES.a()).get("/user/all").text();
        assertThat(history.substring(history.indexOf(learner.email()))).contains("\"cause\":\"code\"", "\"code\":\"" + random(code) + "\"");
    }

    @Test
    void tellWhoMadeAndWhoRedeemedThemInTheMetadataOfTheirEvents() {
        var code = issued("30days");
        ok(redeem(learner, code));
        var admin = accountId(RunningService.ADMIN_EMAIL);
        var account = accountId(learner.email());

        assertThat(metadata("code.CodeIssued", code)).contains("\"actor\":\"" + admin + "\"", "\"reason\":\"IssueCode\"");
        assertThat(metadata("code.CodeRedeemed", code)).contains("\"actor\":\"" + account + "\"", "\"source\":\"http\"");
        var redemption = store.sql("SELECT event_id FROM event WHERE name = 'code.CodeRedeemed' AND stream_id = ?")
                .param("code:" + random(code)).query(UUID.class).single();
        assertThat(metadata("membership.PlanGranted", code))
                .contains("\"source\":\"automation\"", "\"causationId\":\"" + redemption + "\"");
        assertThat(stored.count("code.CodeIssued", admin.toString()) + stored.count("code.CodeIssued", "@")).isZero();
    }

    @Test
    void keepTheReasonOfWhoeverAssignsThem() {
        var code = issued("30days");

        ok(NODES.admin(NODES.a()).post("/payment/assign-code",
                "{\"code\":\"%s\",\"userEmail\":\"%s\",\"reason\":\"goodwill-2026\"}".formatted(code, learner.email())));

        for (var event : List.of("code.CodeRedeemed", "membership.PlanGranted")) {
            assertThat(metadata(event, code))
                    .contains("\"reasonCode\":\"goodwill-2026\"", "\"actor\":\"" + accountId(RunningService.ADMIN_EMAIL) + "\"");
        }
    }

    @Test
    void giveLaterWhereTheGrantIsHeldUp() {
        // The node that works on it notices with its next move, a few seconds later at most.
        store.sql("UPDATE automation SET owner = 'nobody', leased_until = clock_timestamp() + interval '1 hour'").update();
        var code = issued("30days");

        var answer = redeem(learner, code);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("x-ds-projection")).contains("pending");
        gone(redeem(learner.at(NODES.b()), code));

        letItGoOn();

        await().atMost(30, SECONDS).until(() ->
                learner.at(NODES.b()).http().get("/user/config").at("/config/plan/name").equals("Basic"));
        assertThat(grants(code)).isEqualTo(1);
    }

    @Test
    void giveNothingMoreWhenTheAutomationIsToldOfThemAgain() {
        var code = issued("30days");
        ok(redeem(learner, code));
        var before = stored.events();
        var head = position();
        store.sql("""
                UPDATE automation SET position = '0:0:0:00000000-0000-0000-0000-000000000000', owner = 'nobody', leased_until = '-infinity'
                 WHERE name = 'redeemed-codes'""").update();

        await().atMost(30, SECONDS).until(() -> position() >= head);

        assertThat(stored.events()).isEqualTo(before);
        assertThat(grants(code)).isEqualTo(1);
    }

    @Test
    void standInNoLog() {
        try (var log = new CapturedLog()) {
            var code = issued("30days");
            ok(NODES.admin(NODES.a()).get("/payment/verification-codes"));
            redeem(learner, code.substring(0, 17) + "00000000");
            ok(redeem(learner, code));

            assertThat(log.lines()).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(code));
        }
    }

    private static String issued(String duration) {
        return ok(NODES.admin(NODES.a()).post("/payment/generate-code", "{\"duration\":\"%s\"}".formatted(duration))).at("code");
    }

    private Answer redeem(Client who, String code) {
        return redeem(who, code, place);
    }

    private static Answer redeem(Client who, String code, String place) {
        return who.http().method("POST", "/payment/verify-code", BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(code)),
                "Content-Type", "application/json", "X-Forwarded-For", place);
    }

    private static Answer assign(RunningService node, String code, String email) {
        return NODES.admin(node).post("/payment/assign-code", "{\"code\":\"%s\",\"userEmail\":\"%s\"}".formatted(code, email));
    }

    private static void gone(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(GONE);
        assertThat(answer.at("code")).isEqualTo("code-gone");
    }

    private int grants(String code) {
        return stored.count("membership.PlanGranted", random(code));
    }

    private UUID accountId(String email) {
        return store.sql("SELECT account_id FROM account_email WHERE email = ?").param(email).query(UUID.class).single();
    }

    private String metadata(String name, String code) {
        return store.sql("SELECT convert_from(metadata, 'UTF8') FROM event WHERE name = ? AND strpos(convert_from(payload, 'UTF8'), ?) > 0")
                .params(name, random(code)).query(String.class).single();
    }

    private long position() {
        return Long.parseLong(store.sql("SELECT position FROM automation WHERE name = 'redeemed-codes'")
                .query(String.class).single().split(":", -1)[2]);
    }

    private static String random(String code) {
        return code.split("-", 2)[0];
    }

    private static void plan(JsonNode plan, String name, int days) {
        assertThat(plan.path("name").asString()).as(plan.toString()).isEqualTo(name);
        assertThat(plan.path("status").asString()).isEqualTo("active");
        assertThat(plan.path("isRecurring").asBoolean(true)).isFalse();
        assertThat(Instant.ofEpochMilli(plan.path("expireTime").asLong()))
                .isBetween(Instant.now().plus(Duration.ofDays(days)).minus(SLACK), Instant.now().plus(Duration.ofDays(days)));
    }
}
