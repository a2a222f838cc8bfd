package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.rules.Entitlement;
import studio.dictation.rules.PlanLevel;

/**
 * {@code user:{email}.plan}: the outcome of the last event about the plan. Whether it has expired since is for the reader
 * to say.
 *
 * @param name              {@code Free}, {@code Basic}, {@code Pro} or {@code Premium}
 * @param expireTime        UTC, {@code YYYY-MM-DD HH:MM:SS}, cut off to the second; null when it doesn't end, or goes on with
 *                          the next payment
 * @param nextPaymentTime   the same form; null unless a payment of a subscription is to come
 * @param isRecurring       whether a subscription runs, even one that ends with what is paid
 * @param status            {@code active}, or {@code cancelled} while a subscription runs that ends with what is paid
 * @param expireTimeMs      the exact instant in epoch milliseconds
 * @param nextPaymentTimeMs the exact instant in epoch milliseconds
 * @param cancelledAt       when the subscription was told to end, epoch milliseconds; absent unless {@code cancelled}
 * @param entitledUntilMs   first instant without the plan, should the next payment not come, epoch milliseconds; absent where
 *                          {@code expireTime} tells it
 */
@JsonPropertyOrder({
    "name", "expireTime", "nextPaymentTime", "isRecurring", "status", "expireTimeMs", "nextPaymentTimeMs", "cancelledAt",
    "entitledUntilMs"
})
public record PlanDocument(
        String name,
        @Nullable String expireTime,
        @Nullable String nextPaymentTime,
        boolean isRecurring,
        String status,
        @Nullable Long expireTimeMs,
        @Nullable Long nextPaymentTimeMs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long cancelledAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long entitledUntilMs) {
    /** Its form in Redis. */
    public static final Codec<PlanDocument> CODEC = Json.of(PlanDocument.class);

    private static final String ACTIVE = "active";
    private static final String CANCELLED = "cancelled";

    /** The plan everybody begins with. */
    static final PlanDocument FREE =
            new PlanDocument(PlanLevel.FREE.text(), null, null, false, ACTIVE, null, null, null, null);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The plan after an event that came to this. */
    static PlanDocument of(PlanOutcome outcome) {
        var paysAt = outcome.nextPaymentAt();
        var expiresAt = paysAt == null ? outcome.expiresAt() : null;
        return new PlanDocument(
                outcome.plan(),
                seconds(expiresAt),
                seconds(paysAt),
                outcome.recurring(),
                outcome.cancelledAt() == null ? ACTIVE : CANCELLED,
                millis(expiresAt),
                millis(paysAt),
                millis(outcome.cancelledAt()),
                paysAt == null ? null : millis(outcome.expiresAt()));
    }

    /** The plan as it is for clients at that instant. */
    public static PlanView viewAt(Instant now, @Nullable PlanDocument stored) {
        if (stored == null) {
            return PlanView.FREE;
        }
        if (stored.levelAt(now).isPaid()) {
            return new PlanView(stored.name, stored.expireTimeMs, stored.nextPaymentTimeMs, stored.isRecurring, stored.status,
                    stored.cancelledAt);
        }
        // A subscription whose payment is overdue can still be cancelled.
        return stored.nextPaymentTimeMs == null
                ? PlanView.FREE
                : new PlanView(PlanLevel.FREE.text(), null, stored.nextPaymentTimeMs, stored.isRecurring, stored.status, null);
    }

    /** The level that holds at that instant. */
    PlanLevel levelAt(Instant now) {
        var level = PlanLevel.of(name).orElse(PlanLevel.FREE);
        var until = entitledUntilMs == null ? expireTimeMs : entitledUntilMs;
        return new Entitlement(level, until == null ? null : Instant.ofEpochMilli(until)).at(now);
    }

    private static @Nullable String seconds(@Nullable Instant instant) {
        return instant == null ? null : SECONDS.format(instant);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
