package studio.dictation.app.stripe;

import com.stripe.Stripe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Stripe account holds, and what may happen in it, each act with the events that Stripe makes of it. Objects look as in
 * version {@link Stripe#API_VERSION} of the API. Ids are references; who wants the objects expands them.
 */
public final class Books {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SECONDS_OF_A_DAY = 86_400;
    private static final long SESSION_SECONDS = SECONDS_OF_A_DAY;
    private static final String SUBSCRIPTION = "subscription";

    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final Map<String, Price> prices = new HashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final String salt = UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    private final Clock clock;
    private Duration ahead = Duration.ZERO;
    private @Nullable Instant standing;
    private int made;

    Books(Clock clock) {
        this.clock = clock;
    }

    /** @param interval {@code day}, {@code month} or {@code year} of which a period has so many; empty for what is paid once */
    private record Price(long amount, String currency, String interval, long count) {
        static final Map<String, Integer> DAYS = Map.of("day", 1, "month", 30, "year", 365);

        boolean isRecurring() {
            return !interval.isEmpty();
        }

        /** Of a period; 0 for what is paid once. */
        long days() {
            return isRecurring() ? count * DAYS.get(interval) : 0;
        }
    }

    /** Lets time pass here. */
    public synchronized void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    /** Lets it be one instant here until time goes on. */
    public synchronized void standAt(Instant instant) {
        standing = instant;
    }

    /** Lets time go on as everywhere. */
    public synchronized void goOn() {
        standing = null;
    }

    /** The time here, in seconds. */
    public synchronized long now() {
        return (standing == null ? clock.instant().plus(ahead) : standing).getEpochSecond();
    }

    /** Makes a price that is asked for by its id; a period is so many of the interval, which is empty for what is paid once. */
    public synchronized void price(String id, long amount, String currency, String interval, long count) {
        prices.put(id, new Price(amount, currency, interval, count));
    }

    // What buyers do

    /** Pays a session at once. */
    public synchronized void pay(String sessionId) {
        var session = open(sessionId);
        complete(session, "paid");
        if (isSubscription(session)) {
            begin(session);
        } else {
            session.put("payment_intent", charged(session.path("amount_total").asLong(), currency(session), null).path("id").asString());
        }
        happened("checkout.session.completed", session);
    }

    /** Pays a session in a way that takes days: it is complete, but not paid. */
    public synchronized void payLater(String sessionId) {
        var session = open(sessionId);
        if (isSubscription(session)) {
            throw StripeError.invalid("Only a single payment can be paid later here");
        }
        complete(session, "unpaid");
        session.put("payment_intent", intent(session.path("amount_total").asLong(), currency(session), null, "processing").path("id").asString());
        happened("checkout.session.completed", session);
    }

    /** A payment that took days has come. */
    public synchronized void paymentSucceeded(String sessionId) {
        var session = underWay(sessionId);
        charge(object(session.path("payment_intent").asString()));
        session.put("payment_status", "paid");
        happened("checkout.session.async_payment_succeeded", session);
    }

    /** A payment that took days won't come. */
    public synchronized void paymentFailed(String sessionId) {
        var session = underWay(sessionId);
        var intent = object(session.path("payment_intent").asString()).put("status", "requires_payment_method");
        happened("payment_intent.payment_failed", intent);
        happened("checkout.session.async_payment_failed", session);
    }

    /** Nobody paid a session in time. */
    public synchronized ObjectNode expire(String sessionId) {
        var session = open(sessionId).put("status", "expired");
        session.putNull("url");
        happened("checkout.session.expired", session);
        return session;
    }

    // What becomes of subscriptions

    /** The next period begins and is paid; answers the invoice. A subscription that was to end then ends. */
    public synchronized @Nullable String renew(String subscriptionId) {
        var subscription = running(subscriptionId);
        if (subscription.path("cancel_at_period_end").asBoolean()) {
            end(subscription);
            return null;
        }
        var invoice = nextPeriod(subscription);
        settle(invoice);
        subscription.put("status", "active");
        happened("customer.subscription.updated", subscription);
        return invoice.path("id").asString();
    }

    /** The next period begins, but the card is declined; answers the invoice. Once more: the card is declined again. */
    public synchronized String failPayment(String subscriptionId) {
        var subscription = running(subscriptionId);
        var unpaid = object(subscription.path("latest_invoice").asString());
        var invoice = "open".equals(unpaid.path("status").asString()) ? unpaid : nextPeriod(subscription);
        invoice.put("attempted", true).put("attempt_count", invoice.path("attempt_count").asInt() + 1);
        happened("invoice.payment_failed", invoice);
        subscription.put("status", "past_due");
        happened("customer.subscription.updated", subscription);
        return invoice.path("id").asString();
    }

    /** An invoice that could not be paid is paid. */
    public synchronized void payInvoice(String invoiceId) {
        var invoice = object(invoiceId);
        if (!"open".equals(invoice.path("status").asString())) {
            throw StripeError.invalid("Invoice is not open");
        }
        settle(invoice);
        var subscription = running(invoice.at("/parent/subscription_details/subscription").asString()).put("status", "active");
        happened("customer.subscription.updated", subscription);
    }

    /** Somebody wants a subscription to end with its period, or not any more. */
    public synchronized ObjectNode cancelAtPeriodEnd(String subscriptionId, boolean wanted) {
        var subscription = object(subscriptionId);
        if ("canceled".equals(subscription.path("status").asString())) {
            throw StripeError.invalid("A canceled subscription can only update its cancellation_details and metadata.");
        }
        if (subscription.path("cancel_at_period_end").asBoolean() == wanted) {
            return subscription;
        }
        subscription.put("cancel_at_period_end", wanted);
        if (wanted) {
            subscription.put("canceled_at", now()).put("cancel_at", item(subscription).path("current_period_end").asLong());
        } else {
            subscription.putNull("canceled_at").putNull("cancel_at");
        }
        happened("customer.subscription.updated", subscription);
        return subscription;
    }

    /** A subscription ends now. */
    public synchronized ObjectNode delete(String subscriptionId) {
        var subscription = running(subscriptionId);
        end(subscription);
        return subscription;
    }

    /** A change of a subscription is charged at once; answers the invoice. */
    public synchronized String chargeForChange(String subscriptionId) {
        var invoice = invoice(running(subscriptionId), "subscription_update");
        settle(invoice);
        return invoice.path("id").asString();
    }

    // What becomes of payments

    /** Gives back some of a charge; answers the refund. */
    public synchronized ObjectNode refund(String chargeId, long amount) {
        var charge = object(chargeId);
        long total = charge.path("amount_refunded").asLong() + amount;
        if (amount < 1 || total > charge.path("amount").asLong()) {
            throw StripeError.invalid("Refund amount is greater than unrefunded amount on charge");
        }
        charge.put("amount_refunded", total).put("refunded", total == charge.path("amount").asLong());
        var refund = make("re", "refund").put("amount", amount).put("charge", chargeId).put("currency", currency(charge))
                .put("payment_intent", charge.path("payment_intent").asString()).put("status", "succeeded");
        happened("refund.created", refund);
        happened("charge.refunded", charge);
        return refund;
    }

    /** The buyer's bank wants a charge back; answers the dispute. */
    public synchronized String dispute(String chargeId) {
        var charge = object(chargeId).put("disputed", true);
        var dispute = make("du", "dispute").put("amount", charge.path("amount").asLong()).put("charge", chargeId)
                .put("currency", currency(charge)).put("payment_intent", charge.path("payment_intent").asString())
                .put("reason", "fraudulent").put("status", "needs_response");
        happened("charge.dispute.created", dispute);
        return dispute.path("id").asString();
    }

    /** The bank has decided. */
    public synchronized void closeDispute(String disputeId, boolean won) {
        var dispute = object(disputeId).put("status", won ? "won" : "lost");
        happened("charge.dispute.closed", dispute);
    }

    /** What was paid is sent to the bank, which says nothing of any buyer. */
    public synchronized void payOut() {
        happened("payout.paid", make("po", "payout").put("status", "paid"));
    }

    // What Stripe doesn't tell of

    /** An object is there no more, as if it was of another account of Stripe. */
    public synchronized void forget(String id) {
        objects.remove(id);
    }

    /** A subscription is in another state, and no event says so. */
    public synchronized void changeInSilence(String subscriptionId, String status) {
        object(subscriptionId).put("status", status);
    }

    /** A subscription without what belongs to it: nobody can make sense of it. */
    public synchronized void spoil(String subscriptionId) {
        object(subscriptionId).remove("items");
    }

    /** What is noted at an object is something else. */
    public synchronized void note(String id, String name, String value) {
        ((ObjectNode) object(id).path("metadata")).put(name, value);
    }

    // What is there

    /** A field of an object as text, by its JSON pointer; empty if there is none. */
    public synchronized String text(String id, String pointer) {
        return object(id).at(pointer).asString("");
    }

    /** The charge that paid a session or an invoice. */
    public synchronized String chargeOf(String sessionOrInvoiceId) {
        var object = object(sessionOrInvoiceId);
        var invoice = object.path("object").asString().equals("invoice") ? sessionOrInvoiceId : object.path("invoice").asString("");
        var intent = invoice.isEmpty()
                ? object.path("payment_intent").asString()
                : all("invoice_payment", payment -> payment.path("invoice").asString().equals(invoice)).getLast()
                        .at("/payment/payment_intent").asString();
        return object(intent).path("latest_charge").asString();
    }

    /** The subscription that a session began. */
    public synchronized String subscriptionOf(String sessionId) {
        return object(sessionId).path(SUBSCRIPTION).asString();
    }

    /** Ids of all sessions, the oldest first. */
    public synchronized List<String> sessions() {
        return all("checkout.session", session -> true).stream().map(session -> session.path("id").asString()).toList();
    }

    /** All events, the oldest first, as JSON. */
    public List<String> events() {
        return events(0);
    }

    /** All events but so many of the oldest, the oldest first, as JSON. */
    synchronized List<String> events(int but) {
        return events.stream().skip(but).map(ObjectNode::toString).toList();
    }

    /** Tells of each event when it happens, as JSON. */
    synchronized void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** All events, the newest first; nothing ever changes them. */
    synchronized List<ObjectNode> newestEvents() {
        return List.copyOf(events.reversed());
    }

    synchronized ObjectNode object(String id) {
        return Optional.ofNullable(objects.get(id)).orElseThrow(() -> StripeError.missing("object", "id", id));
    }

    synchronized Optional<ObjectNode> find(String kind, String id) {
        return Optional.ofNullable(objects.get(id)).filter(object -> object.path("object").asString().equals(kind));
    }

    synchronized List<ObjectNode> all(String kind, Predicate<ObjectNode> wanted) {
        return objects.values().stream().filter(object -> object.path("object").asString().equals(kind)).filter(wanted).toList();
    }

    /** Opens a session as the API does. */
    synchronized ObjectNode session(Form form, String page) {
        var mode = form.required("mode");
        var recurring = mode.equals(SUBSCRIPTION);
        if (!recurring && !mode.equals("payment")) {
            throw StripeError.invalid("Invalid mode: must be one of payment, setup, or subscription");
        }
        var price = price(form, recurring);
        var session = make("cs_test", "checkout.session");
        var id = session.path("id").asString();
        session.put("amount_subtotal", price.amount).put("amount_total", price.amount).put("currency", price.currency)
                .put("mode", mode).put("payment_status", "unpaid").put("status", "open")
                .put("success_url", form.required("success_url")).put("url", page + id)
                .put("expires_at", now() + SESSION_SECONDS).put("ui_mode", "hosted_page");
        form.get("cancel_url").ifPresent(url -> session.put("cancel_url", url));
        form.get("customer_email").ifPresent(email -> session.put("customer_email", email));
        session.putNull("customer").putNull("payment_intent").putNull(SUBSCRIPTION).putNull("invoice");
        form.below("metadata").forEach(session.putObject("metadata")::put);
        // Noted for when it is paid; no client gets to see it.
        var later = session.putObject("_").put("days", price.days());
        form.below("subscription_data[metadata]").forEach(later.putObject("metadata")::put);
        return session;
    }

    /** A price that was made here, as the API shows it. */
    synchronized ObjectNode price(String id) {
        var known = prices.get(id);
        if (known == null) {
            throw StripeError.missing("price", "price", id);
        }
        var shown = JSON.createObjectNode().put("id", id).put("object", "price").put("active", true)
                .put("currency", known.currency).put("unit_amount", known.amount).put("type", known.isRecurring() ? "recurring" : "one_time");
        if (known.isRecurring()) {
            shown.putObject("recurring").put("interval", known.interval).put("interval_count", known.count);
        }
        return shown;
    }

    private Price price(Form form, boolean recurring) {
        var item = "line_items[0]";
        var id = form.get(item + "[price]");
        if (id.isPresent()) {
            var known = prices.get(id.get());
            if (known == null) {
                throw new StripeError(400, "invalid_request_error", "resource_missing", item + "[price]", "No such price: '" + id.get() + "'");
            }
            if (known.isRecurring() != recurring) {
                throw StripeError.invalid(recurring
                        ? "You must provide at least one recurring price in `subscription` mode when using prices."
                        : "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.");
            }
            return known;
        }
        var data = item + "[price_data]";
        form.required(data + "[product_data][name]");
        long days = 0;
        if (recurring) {
            if (!form.required(data + "[recurring][interval]").equals("day")) {
                throw StripeError.invalid("Only days are known here");
            }
            days = form.number(data + "[recurring][interval_count]");
        }
        return new Price(form.number(data + "[unit_amount]"), form.required(data + "[currency]"), recurring ? "day" : "", days);
    }

    private ObjectNode open(String sessionId) {
        return session(sessionId, "open", "This Session is not open");
    }

    private ObjectNode underWay(String sessionId) {
        var session = session(sessionId, "complete", "This Session is not complete");
        if (!"unpaid".equals(session.path("payment_status").asString())) {
            throw StripeError.invalid("This Session is paid");
        }
        return session;
    }

    private ObjectNode session(String id, String status, String otherwise) {
        var session = find("checkout.session", id).orElseThrow(() -> StripeError.missing("checkout.session", "session", id));
        if (!session.path("status").asString().equals(status)) {
            throw StripeError.invalid(otherwise);
        }
        return session;
    }

    private ObjectNode running(String subscriptionId) {
        var subscription = find(SUBSCRIPTION, subscriptionId)
                .orElseThrow(() -> StripeError.missing(SUBSCRIPTION, "id", subscriptionId));
        if ("canceled".equals(subscription.path("status").asString())) {
            throw StripeError.missing(SUBSCRIPTION, "id", subscriptionId);
        }
        return subscription;
    }

    private void complete(ObjectNode session, String paymentStatus) {
        session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
        session.putObject("customer_details").put("email", session.path("customer_email").asString());
    }

    private void begin(ObjectNode session) {
        var customer = make("cus", "customer").put("email", session.path("customer_email").asString(""));
        happened("customer.created", customer);
        long days = session.at("/_/days").asLong();
        var subscription = make("sub", SUBSCRIPTION).put("customer", customer.path("id").asString()).put("currency", currency(session))
                .put("status", "active").put("cancel_at_period_end", false).put("start_date", now());
        subscription.putNull("cancel_at").putNull("canceled_at").putNull("ended_at");
        subscription.set("metadata", session.at("/_/metadata").deepCopy());
        var item = subscription.putObject("items").put("object", "list").put("has_more", false).putArray("data").addObject();
        item.put("id", id("si")).put("object", "subscription_item").put("quantity", 1)
                .put("current_period_start", now()).put("current_period_end", now() + days * SECONDS_OF_A_DAY)
                .putObject("price").put("id", id("price")).put("object", "price").put("currency", currency(session))
                .put("unit_amount", session.path("amount_total").asLong())
                .putObject("recurring").put("interval", "day").put("interval_count", days);
        happened("customer.subscription.created", subscription);
        var invoice = invoice(subscription, "subscription_create");
        settle(invoice);
        session.put("customer", customer.path("id").asString()).put(SUBSCRIPTION, subscription.path("id").asString())
                .put("invoice", invoice.path("id").asString());
    }

    private ObjectNode nextPeriod(ObjectNode subscription) {
        var item = item(subscription);
        long begin = item.path("current_period_end").asLong();
        item.put("current_period_start", begin)
                .put("current_period_end", begin + item.at("/price/recurring/interval_count").asLong() * SECONDS_OF_A_DAY);
        return invoice(subscription, "subscription_cycle");
    }

    private ObjectNode invoice(ObjectNode subscription, String reason) {
        var item = item(subscription);
        long amount = item.at("/price/unit_amount").asLong();
        var customer = subscription.path("customer").asString();
        var invoice = make("in", "invoice").put("amount_due", amount).put("amount_paid", 0).put("amount_remaining", amount).put("total", amount)
                .put("currency", currency(subscription)).put("customer", customer)
                .put("customer_email", object(customer).path("email").asString()).put("billing_reason", reason).put("status", "open")
                .put("attempted", false).put("attempt_count", 0)
                .put("period_start", item.path("current_period_start").asLong()).put("period_end", item.path("current_period_end").asLong());
        var details = invoice.putObject("parent").put("type", "subscription_details").putObject("subscription_details")
                .put(SUBSCRIPTION, subscription.path("id").asString());
        details.set("metadata", subscription.path("metadata").deepCopy());
        invoice.putObject("status_transitions").put("finalized_at", now()).putNull("paid_at");
        subscription.put("latest_invoice", invoice.path("id").asString());
        happened("invoice.created", invoice);
        happened("invoice.finalized", invoice);
        return invoice;
    }

    private void settle(ObjectNode invoice) {
        long amount = invoice.path("amount_due").asLong();
        var intent = charged(amount, currency(invoice), invoice.path("customer").asString());
        var payment = make("inpay", "invoice_payment").put("amount_paid", amount).put("amount_requested", amount)
                .put("currency", currency(invoice)).put("invoice", invoice.path("id").asString()).put("is_default", true).put("status", "paid");
        payment.putObject("payment").put("type", "payment_intent").put("payment_intent", intent.path("id").asString());
        payment.putObject("status_transitions").put("paid_at", now()).putNull("canceled_at");
        invoice.put("status", "paid").put("amount_paid", amount).put("amount_remaining", 0).put("attempted", true)
                .put("attempt_count", invoice.path("attempt_count").asInt() + 1);
        ((ObjectNode) invoice.path("status_transitions")).put("paid_at", now());
        happened("invoice_payment.paid", payment);
        happened("invoice.paid", invoice);
        happened("invoice.payment_succeeded", invoice);
    }

    private void end(ObjectNode subscription) {
        subscription.put("status", "canceled").put("ended_at", now());
        if (subscription.path("canceled_at").isNull()) {
            subscription.put("canceled_at", now());
        }
        happened("customer.subscription.deleted", subscription);
    }

    private ObjectNode charged(long amount, String currency, @Nullable String customer) {
        var intent = intent(amount, currency, customer, "processing");
        charge(intent);
        return intent;
    }

    private ObjectNode intent(long amount, String currency, @Nullable String customer, String status) {
        return make("pi", "payment_intent").put("amount", amount).put("amount_received", 0).put("currency", currency)
                .put("customer", customer).put("status", status).putNull("latest_charge");
    }

    private void charge(ObjectNode intent) {
        long amount = intent.path("amount").asLong();
        var charge = make("ch", "charge").put("amount", amount).put("amount_captured", amount).put("amount_refunded", 0)
                .put("captured", true).put("currency", currency(intent)).put("customer", intent.path("customer").asString(null))
                .put("disputed", false).put("paid", true).put("payment_intent", intent.path("id").asString())
                .put("refunded", false).put("status", "succeeded");
        intent.put("status", "succeeded").put("amount_received", amount).put("latest_charge", charge.path("id").asString());
        happened("charge.succeeded", charge);
        happened("payment_intent.succeeded", intent);
    }

    private static ObjectNode item(ObjectNode subscription) {
        return (ObjectNode) subscription.at("/items/data/0");
    }

    private static boolean isSubscription(ObjectNode session) {
        return session.path("mode").asString().equals(SUBSCRIPTION);
    }

    private static String currency(ObjectNode object) {
        return object.path("currency").asString();
    }

    private ObjectNode make(String prefix, String kind) {
        var made = JSON.createObjectNode().put("id", id(prefix)).put("object", kind).put("created", now()).put("livemode", false);
        made.putObject("metadata");
        objects.put(made.path("id").asString(), made);
        return made;
    }

    private String id(String prefix) {
        made++;
        return "%s_%s%06d".formatted(prefix, salt, made);
    }

    private void happened(String type, ObjectNode object) {
        var event = JSON.createObjectNode().put("id", id("evt")).put("object", "event").put("api_version", Stripe.API_VERSION)
                .put("created", now()).put("livemode", false).put("pending_webhooks", 1).put("type", type);
        event.putObject("data").set("object", shown(object));
        event.putObject("request").putNull("id").putNull("idempotency_key");
        events.add(event);
        var text = event.toString();
        listeners.forEach(listener -> listener.accept(text));
    }

    /** As a client may see it. */
    static ObjectNode shown(ObjectNode object) {
        var copy = object.deepCopy();
        copy.remove("_");
        return Objects.requireNonNull(copy);
    }
}
