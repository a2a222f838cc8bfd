package studio.dictation.query.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class PlanDocumentTest {
    private static final Instant DECIDED = Instant.parse("2026-11-23T08:00:00.500Z");
    private static final Instant EXPIRES = Instant.parse("2026-12-31T23:59:59.999Z");
    private static final UUID GRANT = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final PlanGranted EVENT = new PlanGranted(
            UUID.fromString("00000000-0000-0000-0000-000000000001"),
            GRANT, "Basic", 30, "admin", null, null, DECIDED, once("Premium", EXPIRES), DECIDED);
    private static final String GRANTED = "{\"name\":\"Premium\",\"expireTime\":\"2026-12-31 23:59:59\","
            + "\"nextPaymentTime\":null,\"isRecurring\":false,\"status\":\"active\","
            + "\"expireTimeMs\":1798761599999,\"nextPaymentTimeMs\":null}";

    @Test
    void holdsTheGuidesTimesAndTheExactOnes() {
        assertThat(written(PlanDocument.CODEC, PlanDocument.of(EVENT.outcome()))).isEqualTo(GRANTED);
        assertThat(read(PlanDocument.CODEC, GRANTED)).isEqualTo(PlanDocument.of(EVENT.outcome()));
    }

    @Test
    void isTheOutcome() {
        assertThat(PlanDocument.of(once("Pro", EXPIRES)).name()).isEqualTo("Pro");
        assertThat(PlanDocument.of(once("Free", null))).isEqualTo(PlanDocument.FREE);
    }

    @Test
    void hasNoEndWhileASubscriptionGoesOnButIsOverWhenItIsNotPaid() {
        var grace = EXPIRES.plusSeconds(259_200);
        var document = PlanDocument.of(new PlanOutcome("Pro", grace, true, EXPIRES, null));
        assertThat(written(PlanDocument.CODEC, document)).isEqualTo("{\"name\":\"Pro\",\"expireTime\":null,"
                + "\"nextPaymentTime\":\"2026-12-31 23:59:59\",\"isRecurring\":true,\"status\":\"active\","
                + "\"expireTimeMs\":null,\"nextPaymentTimeMs\":1798761599999,\"entitledUntilMs\":1799020799999}");
        assertThat(read(PlanDocument.CODEC, written(PlanDocument.CODEC, document))).isEqualTo(document);
        assertThat(PlanDocument.viewAt(grace.minusMillis(1), document))
                .isEqualTo(new PlanView("Pro", null, EXPIRES.toEpochMilli(), true, "active", null));
        // its payment is overdue, and it can still be cancelled
        assertThat(PlanDocument.viewAt(grace, document))
                .isEqualTo(new PlanView("Free", null, EXPIRES.toEpochMilli(), true, "active", null));
    }

    @Test
    void endsWithWhatIsPaidOnceTheSubscriptionIsCancelled() {
        var document = PlanDocument.of(new PlanOutcome("Pro", EXPIRES, true, null, DECIDED));
        assertThat(written(PlanDocument.CODEC, document)).isEqualTo("{\"name\":\"Pro\",\"expireTime\":\"2026-12-31 23:59:59\","
                + "\"nextPaymentTime\":null,\"isRecurring\":true,\"status\":\"cancelled\",\"expireTimeMs\":1798761599999,"
                + "\"nextPaymentTimeMs\":null,\"cancelledAt\":1795420800500}");
        assertThat(PlanDocument.viewAt(DECIDED, document)).isEqualTo(
                new PlanView("Pro", EXPIRES.toEpochMilli(), null, true, "cancelled", DECIDED.toEpochMilli()));
        assertThat(PlanDocument.viewAt(EXPIRES, document)).isEqualTo(PlanView.FREE);
    }

    @Test
    void beginsFree() {
        assertThat(written(PlanDocument.CODEC, PlanDocument.FREE)).isEqualTo("{\"name\":\"Free\",\"expireTime\":null,"
                + "\"nextPaymentTime\":null,\"isRecurring\":false,\"status\":\"active\","
                + "\"expireTimeMs\":null,\"nextPaymentTimeMs\":null}");
        assertThat(PlanDocument.viewAt(DECIDED, PlanDocument.FREE)).isEqualTo(PlanView.FREE);
    }

    @Test
    void isInForceUntilJustBeforeItExpires() {
        assertThat(PlanDocument.viewAt(EXPIRES.minusMillis(1), PlanDocument.of(EVENT.outcome())))
                .isEqualTo(new PlanView("Premium", EXPIRES.toEpochMilli(), null, false, "active", null));
    }

    @Test
    void isFreeFromTheInstantItExpires() {
        assertThat(PlanDocument.viewAt(EXPIRES, PlanDocument.of(EVENT.outcome()))).isEqualTo(PlanView.FREE);
    }

    @Test
    void isFreeWhereNoneIsStored() {
        assertThat(PlanDocument.viewAt(DECIDED, null)).isEqualTo(PlanView.FREE);
    }

    @Test
    void withoutEndLasts() {
        var permanent = read(PlanDocument.CODEC, "{\"name\":\"Pro\",\"isRecurring\":false,\"status\":\"active\"}");
        assertThat(PlanDocument.viewAt(Instant.parse("9999-01-01T00:00:00Z"), permanent).name()).isEqualTo("Pro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"name\":\"Pro\"", "{\"name\":\"Pro\",\"expireTimeMs\":\"soon\"}"})
    void refusesWhatItIsNot(String stored) {
        assertThatThrownBy(() -> read(PlanDocument.CODEC, stored)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void changesAreListedWithTheNewestLast() {
        var first = PlanUpdate.appended(null, EVENT);
        var entry = "{\"time\":1795420800500,\"days_added\":30,\"level\":\"Basic\",\"cause\":\"admin\","
                + "\"grant_id\":\"00000000-0000-0000-0000-00000000000a\"}";
        assertThat(written(PlanUpdate.CODEC, first)).isEqualTo("[" + entry + "]");
        var stored = PlanUpdate.CODEC.read(PlanUpdate.CODEC.write(first));
        var later = new PlanGranted(EVENT.accountId(), GRANT, "Pro", 60, "admin", null, null, EXPIRES, once("Pro", EXPIRES), EXPIRES);
        assertThat(PlanUpdate.appended(stored, later))
                .isEqualTo(PlanUpdate.appended(first, later))
                .extracting(PlanUpdate::level)
                .isEqualTo(List.of("Basic", "Pro"));
    }

    @Test
    void aGrantIsListedWithThePaymentOrTheCodeThatItWasFor() {
        assertThat(written(PlanUpdate.CODEC, PlanUpdate.appended(null, grantedFor("payment", "in_1")))).isEqualTo(
                "[{\"time\":1795420800500,\"days_added\":30,\"level\":\"Basic\",\"cause\":\"payment\","
                        + "\"grant_id\":\"00000000-0000-0000-0000-00000000000a\",\"order_id\":\"in_1\"}]");
        assertThat(written(PlanUpdate.CODEC, PlanUpdate.appended(null, grantedFor("code", "ab-12")))).isEqualTo(
                "[{\"time\":1795420800500,\"days_added\":30,\"level\":\"Basic\",\"cause\":\"code\","
                        + "\"grant_id\":\"00000000-0000-0000-0000-00000000000a\",\"code\":\"ab-12\"}]");
    }

    @Test
    void anAmendmentIsListedWithTheDaysThatCount() {
        var amended = new GrantAmended(EVENT.accountId(), GRANT, 0, "refund", "ch_1", 1, once("Free", null), DECIDED);
        var entry = "[{\"time\":1795420800500,\"days_counting\":0,\"cause\":\"refund\","
                + "\"grant_id\":\"00000000-0000-0000-0000-00000000000a\",\"reference\":\"ch_1\"}]";
        assertThat(written(PlanUpdate.CODEC, PlanUpdate.appended(null, amended))).isEqualTo(entry);
        assertThat(read(PlanUpdate.CODEC, entry)).isEqualTo(PlanUpdate.appended(null, amended));
    }

    @Test
    void aSettingIsListedWithItsDays() {
        var entry = "{\"time\":1795420800500,\"days_set\":0,\"level\":\"Free\",\"cause\":\"admin\","
                + "\"setting_id\":\"00000000-0000-0000-0000-00000000000a\"}";
        assertThat(written(PlanUpdate.CODEC, PlanUpdate.appended(null, set("Free", 0, null)))).isEqualTo("[" + entry + "]");
        assertThat(read(PlanUpdate.CODEC, "[" + entry + "]")).isEqualTo(PlanUpdate.appended(null, set("Free", 0, null)));
    }

    private static PlanGranted grantedFor(String cause, String reference) {
        return new PlanGranted(EVENT.accountId(), GRANT, "Basic", 30, cause, reference, null, DECIDED, once("Basic", EXPIRES), DECIDED);
    }

    private static PlanSet set(String plan, int days, @Nullable Instant expiresAt) {
        return new PlanSet(EVENT.accountId(), GRANT, plan, days, "admin", DECIDED, expiresAt, once(plan, expiresAt), DECIDED);
    }

    private static PlanOutcome once(String plan, @Nullable Instant expiresAt) {
        return new PlanOutcome(plan, expiresAt, false, null, null);
    }
}
