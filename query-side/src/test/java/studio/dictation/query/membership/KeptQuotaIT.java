package studio.dictation.query.membership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the free quota lies: never beside a paid plan. */
class KeptQuotaIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private static final UUID ANN = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    private static final UUID GRANT = new UUID(0, 1);
    private static final PlanOutcome PAID = new PlanOutcome("Basic", END, false, null, null);
    private static final PlanOutcome FREE = new PlanOutcome("Free", null, false, null, null);
    private static final Object REGISTERED = new AccountRegistered(ANN, "ann@example.org", "Ann", "", null, "User", "en", NOW);
    private static final Object CONSUMED = new QuotaConsumed(ANN, "c:v", List.of("c:v"), 4, NOW, NOW, NOW);

    private final TestRedis redis = TestRedis.shared();

    static List<Object> beginnings() {
        return List.of(granted(PAID), set(PAID), amended(PAID), subscribed(PAID));
    }

    static List<Object> ends() {
        return List.of(granted(FREE), set(FREE), amended(FREE), subscribed(FREE), new PlanExpired(ANN, END, FREE, END));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void isSetAsideFromAPaidPlanOn(Object event) {
        after(CONSUMED, event);
        assertThat(fields()).contains("quota_kept").doesNotContain("quota");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void isBackWhenThePlanIsSaidToBeOver(Object event) {
        after(CONSUMED, granted(PAID), new PaidVideoOpened(ANN, "c:w", NOW), event);
        assertThat(fields()).contains("quota").doesNotContain("quota_kept");
        assertThat(text("quota")).contains("\"videos\":[\"c:v\"]", "\"history\":[\"c:v\",\"c:w\"]");
        assertThat(text("plan")).startsWith("{\"name\":\"Free\",\"expireTime\":null,");
    }

    @Test
    void staysBackWhenTheEndIsNotedAfterTheNextFreeVideo() {
        after(CONSUMED, granted(PAID), new QuotaConsumed(ANN, "c:x", List.of("c:x"), 4, END, NOW, END),
                new PlanExpired(ANN, END, FREE, END.plusSeconds(1)));
        assertThat(fields()).contains("quota").doesNotContain("quota_kept");
        assertThat(text("quota")).contains("\"videos\":[\"c:x\"]", "\"history\":[\"c:v\",\"c:x\"]");
    }

    @Test
    void isAbsentForSomebodyWhoOpenedNothing() {
        after(granted(PAID), new PlanExpired(ANN, END, FREE, END));
        assertThat(fields()).doesNotContain("quota", "quota_kept");
    }

    private void after(Object... events) {
        redis.flushAll();
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            var all = new ArrayList<>(List.of(REGISTERED));
            all.addAll(List.of(events));
            all.forEach(event -> learners.batch(List.of(event)));
        }
    }

    private List<String> fields() {
        return redis.in(0).hkeys("user:ann@example.org");
    }

    private @Nullable String text(String field) {
        var value = redis.in(0).hget("user:ann@example.org", field);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static PlanGranted granted(PlanOutcome outcome) {
        return new PlanGranted(ANN, GRANT, "Basic", 30, "payment", "in_1", null, NOW, outcome, NOW);
    }

    private static PlanSet set(PlanOutcome outcome) {
        return new PlanSet(ANN, GRANT, outcome.plan(), 30, "admin", NOW, outcome.expiresAt(), outcome, NOW);
    }

    private static GrantAmended amended(PlanOutcome outcome) {
        return new GrantAmended(ANN, GRANT, 30, "dispute-won", null, 2, outcome, NOW);
    }

    private static SubscriptionChanged subscribed(PlanOutcome outcome) {
        return new SubscriptionChanged(ANN, "sub_1", "active", "Basic", END, true, NOW, END, NOW, outcome, NOW);
    }
}
