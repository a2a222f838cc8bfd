package studio.dictation.app.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring;
import java.util.Map;
import java.util.Objects;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.command.billing.CheckoutOrder;
import studio.dictation.command.billing.PlanOffer;

/** What a page to pay on is to be like (contract P1). */
final class CheckoutPage {
    private static final String SESSION = "session_id={CHECKOUT_SESSION_ID}";

    private final StripeSettings settings;

    CheckoutPage(StripeSettings settings) {
        this.settings = settings;
    }

    SessionCreateParams of(CheckoutOrder order) {
        var offer = order.offer();
        var noted = noted(order);
        var page = SessionCreateParams.builder()
                .setMode(order.recurring() ? SessionCreateParams.Mode.SUBSCRIPTION : SessionCreateParams.Mode.PAYMENT)
                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
                .addLineItem(lineItem(offer, order.recurring()))
                .setCustomerEmail(order.email())
                .setSuccessUrl(withSession(Objects.requireNonNull(settings.successUrl())))
                .setCancelUrl(settings.cancelUrl())
                .putAllMetadata(noted);
        if (order.recurring()) {
            page.setSubscriptionData(SessionCreateParams.SubscriptionData.builder().putAllMetadata(noted).build());
        }
        return page.build();
    }

    private LineItem lineItem(PlanOffer offer, boolean recurring) {
        var item = LineItem.builder().setQuantity(1L);
        var priceId = settings.priceIds().get(new StripeSettings.PriceId(offer.level(), recurring));
        return priceId == null ? item.setPriceData(price(offer, recurring)).build() : item.setPrice(priceId).build();
    }

    private static PriceData price(PlanOffer offer, boolean recurring) {
        var price = PriceData.builder()
                .setCurrency(offer.currency())
                .setUnitAmount(Objects.requireNonNull(offer.amount()))
                .setProductData(PriceData.ProductData.builder()
                        .setName("Dictation Studio %s, %d days".formatted(offer.level().text(), offer.days()))
                        .build());
        if (recurring) {
            price.setRecurring(Recurring.builder()
                    .setInterval(Recurring.Interval.DAY)
                    .setIntervalCount((long) offer.days())
                    .build());
        }
        return price.build();
    }

    /** In both spellings that clients of these notes read. */
    private static Map<String, String> noted(CheckoutOrder order) {
        var recurring = order.recurring() ? "True" : "False";
        return Map.of(
                "account_id", order.accountId().toString(),
                "user_email", order.email(),
                "plan", order.offer().level().text(),
                "duration", Integer.toString(order.offer().days()),
                "isRecurring", recurring,
                "is_recurring", recurring);
    }

    /** The address with the session's id in its query, which Stripe fills in. */
    static String withSession(String url) {
        int hash = url.indexOf('#');
        var page = hash < 0 ? url : url.substring(0, hash);
        var query = page.indexOf('?');
        var joint = query < 0 ? "?" : query == page.length() - 1 || page.endsWith("&") ? "" : "&";
        return page + joint + SESSION + url.substring(page.length());
    }
}
