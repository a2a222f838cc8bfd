package studio.dictation.app.web.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.rules.PlanLevel;

/**
 * The body of P1. What a client says of days and price is only compared: both are the catalogue's.
 *
 * @param plan     {@code Basic}, {@code Pro} or {@code Premium}
 * @param duration days
 * @param amount   price in the currency's major unit, such as 2.99; may be absent
 */
record CheckoutBody(
        @Nullable String plan,
        @Nullable BigDecimal duration,
        @Nullable BigDecimal amount,
        @Nullable Boolean isRecurring,
        @JsonProperty("is_recurring") @Nullable Boolean recurring) {
    /** Longer numbers are no prices; bounded, because writing out 1e999999999 would take for ever. */
    private static final int LONGEST_NUMBER = 20;

    /** The plan that is wanted, if that can be. */
    PlanLevel level() {
        new Checks()
                .that(plan != null && !plan.isBlank(), "plan", "is required")
                .that(duration != null, "duration", "is required")
                .orRefuse("Plan and duration are required");
        var level = PlanLevel.of(Objects.requireNonNull(plan)).filter(PlanLevel::isPaid)
                .orElseThrow(() -> invalid("Invalid plan selected", "plan", "must be Basic, Pro or Premium"));
        if (Objects.requireNonNull(duration).compareTo(BigDecimal.valueOf(level.catalogueDays())) != 0) {
            throw invalid("Invalid duration for %s plan. Expected %d days".formatted(level.text(), level.catalogueDays()),
                    "duration", "must be %d for %s".formatted(level.catalogueDays(), level.text()));
        }
        return level;
    }

    /** Whether it is to be paid again and again; both spellings say the same, or one of them says nothing. */
    boolean wantsRecurring() {
        if (isRecurring != null && recurring != null && !isRecurring.equals(recurring)) {
            throw invalid("isRecurring and is_recurring contradict each other", "is_recurring", "must be the same as isRecurring");
        }
        return Boolean.TRUE.equals(isRecurring) || Boolean.TRUE.equals(recurring);
    }

    /** Refuses a price other than that of the offer, where it has one. */
    void requirePriceOf(PlanOffer offer) {
        if (amount == null || offer.amount() == null) {
            return;
        }
        var currency = Currency.getInstance(offer.currency().toUpperCase(Locale.ROOT));
        var price = BigDecimal.valueOf(offer.amount(), Math.max(0, currency.getDefaultFractionDigits()));
        if (amount.precision() > LONGEST_NUMBER || Math.abs(amount.scale()) > LONGEST_NUMBER || amount.compareTo(price) != 0) {
            throw invalid("Invalid amount for %s plan. Expected %s %s".formatted(offer.level().text(), price, currency),
                    "amount", "must be %s for %s".formatted(price, offer.level().text()));
        }
    }

    private static InvalidInput invalid(String error, String field, String message) {
        return new InvalidInput(error, List.of(new FieldError(field, message)));
    }
}
