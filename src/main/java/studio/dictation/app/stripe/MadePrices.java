package studio.dictation.app.stripe;

import com.stripe.model.Price;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.rules.PlanLevel;

/** Prices that were made at Stripe: each is compared once with everything it is to sell, so that nobody is sent to pay something else. */
final class MadePrices {
    private static final Logger LOG = LoggerFactory.getLogger(MadePrices.class);
    /** Within the days of grace that a subscription has, a month is as long as thirty days. */
    private static final int DAYS_OF_A_MONTH = 30;

    private final Set<Sold> compared = ConcurrentHashMap.newKeySet();

    /** A price may be meant to sell several plans, by mistake. */
    private record Sold(String priceId, PlanLevel level, boolean recurring) {}

    /** How a price is fetched. */
    interface Fetched {
        Price price(String id) throws PaymentRefused, PaymentUnavailable;
    }

    /**
     * Compares a price with a plan, unless that was done before.
     *
     * @throws PaymentRefused     when Stripe knows no such price
     * @throws PaymentUnavailable when it is of another currency, amount or period, or Stripe can't be asked
     */
    void requireSells(String id, PlanOffer offer, boolean recurring, Fetched fetched) throws PaymentRefused, PaymentUnavailable {
        var sold = new Sold(id, offer.level(), recurring);
        if (compared.contains(sold)) {
            return;
        }
        var price = fetched.price(id);
        var different = difference(price, offer, recurring);
        if (different != null) {
            LOG.error("STRIPE_PRICE_IDS: {} can't sell {}: its {} is another one", id, offer.level().text(), different);
            throw new PaymentUnavailable("The price at the payment provider has another %s than the plan".formatted(different));
        }
        compared.add(sold);
    }

    private static @Nullable String difference(Price price, PlanOffer offer, boolean recurring) {
        if (!offer.currency().equals(price.getCurrency())) {
            return "currency";
        }
        if (offer.amount() != null && !offer.amount().equals(price.getUnitAmount())) {
            return "amount";
        }
        boolean fits = recurring ? isOf(price.getRecurring(), offer.days()) : price.getRecurring() == null;
        return fits ? null : "period";
    }

    private static boolean isOf(Price.@Nullable Recurring period, int days) {
        if (period == null) {
            return false;
        }
        long count = period.getIntervalCount();
        return switch (period.getInterval()) {
            case "day" -> count == days;
            case "month" -> count * DAYS_OF_A_MONTH == days;
            default -> false;
        };
    }
}
