package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.rules.Entitlement;
import studio.dictation.rules.PlanLevel;

/**
 * {@code user:{email}.plan}: the outcome of the last event about the plan. Whether it has expired since is for the reader
 * to say.
 *
 * @param name              {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}
 * @param expireTime        UTC, {@code YYYY-MM-DD HH:MM:SS}, cut off to the second; null when it doesn't end
 * @param nextPaymentTime   the same form; null unless a subscription runs
 * @param isRecurring       whether a subscription runs
 * @param status            {@code active} or {@code cancelled}
 * @param expireTimeMs      the exact instant in epoch milliseconds
 * @param nextPaymentTimeMs the exact instant in epoch milliseconds
 */
@JsonPropertyOrder({
    "name", "expireTime", "nextPaymentTime", "isRecurring", "status", "expireTimeMs", "nextPaymentTimeMs"
})
public record PlanDocument(
        String name,
        @Nullable String expireTime,
        @Nullable String nextPaymentTime,
        boolean isRecurring,
        String status,
        @Nullable Long expireTimeMs,
        @Nullable Long nextPaymentTimeMs) {
    /** Its form in Redis. */
    public static final Codec<PlanDocument> CODEC = Json.of(PlanDocument.class);

    /** The plan everybody begins with. */
    static final PlanDocument FREE =
            new PlanDocument(PlanLevel.FREE.text(), null, null, false, "active", null, null);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The plan after a grant. */
    static PlanDocument of(PlanGranted event) {
        return new PlanDocument(
                event.plan(),
                SECONDS.format(event.expiresAt()),
                null,
                false,
                "active",
                event.expiresAt().toEpochMilli(),
                null);
    }

    /** The plan after it was set. */
    static PlanDocument of(PlanSet event) {
        var expiresAt = event.expiresAt();
        return expiresAt == null
                ? FREE
                : new PlanDocument(
                        event.plan(), SECONDS.format(expiresAt), null, false, "active", expiresAt.toEpochMilli(), null);
    }

    /** The plan as it is for clients at that instant. */
    public static PlanView viewAt(Instant now, @Nullable PlanDocument stored) {
        if (stored == null || !stored.levelAt(now).isPaid()) {
            return PlanView.FREE;
        }
        return new PlanView(
                stored.name, stored.expireTimeMs, stored.nextPaymentTimeMs, stored.isRecurring, stored.status, null);
    }

    /** The level that holds at that instant. */
    PlanLevel levelAt(Instant now) {
        var level = PlanLevel.of(name).orElse(PlanLevel.FREE);
        return new Entitlement(level, expireTimeMs == null ? null : Instant.ofEpochMilli(expireTimeMs)).at(now);
    }
}
