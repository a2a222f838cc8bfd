package studio.dictation.app.stripe;

import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.checkout.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.billing.Buyer;
import studio.dictation.command.billing.ProviderCharge;
import studio.dictation.command.billing.ProviderInvoice;
import studio.dictation.command.billing.ProviderSession;
import studio.dictation.command.billing.ProviderSubscription;

/** Says in our words what Stripe answered. */
final class FromStripe {
    private static final String PAID = "paid";

    private FromStripe() {}

    static ProviderSession session(Session session) {
        return new ProviderSession(
                session.getId(),
                text(session.getStatus()),
                text(session.getPaymentStatus()),
                buyer(session.getMetadata()),
                amount(session.getAmountTotal()),
                currency(session.getCurrency()),
                Instant.ofEpochSecond(session.getCreated()),
                session.getCustomer(),
                session.getSubscription(),
                session.getInvoice(),
                session.getPaymentIntent(),
                PAID.equals(session.getPaymentStatus()) ? paidAt(session) : null);
    }

    /** The same instant that the invoice says; of a single payment that of its charge. */
    private static Instant paidAt(Session session) {
        var invoice = session.getInvoiceObject();
        if (invoice != null) {
            return Optional.ofNullable(paidAt(invoice)).orElse(Instant.ofEpochSecond(session.getCreated()));
        }
        var intent = session.getPaymentIntentObject();
        var charge = intent == null ? null : intent.getLatestChargeObject();
        return Instant.ofEpochSecond(charge == null ? session.getCreated() : charge.getCreated());
    }

    static ProviderInvoice invoice(Invoice invoice) {
        var parent = invoice.getParent();
        var subscription = parent == null ? null : parent.getSubscriptionDetails();
        return new ProviderInvoice(
                invoice.getId(),
                text(invoice.getStatus()),
                text(invoice.getBillingReason()),
                buyer(subscription == null ? null : subscription.getMetadata()),
                amount(invoice.getAmountPaid()),
                currency(invoice.getCurrency()),
                invoice.getCustomer(),
                subscription == null ? null : subscription.getSubscription(),
                paymentIntent(invoice),
                paidAt(invoice),
                amount(invoice.getAttemptCount()));
    }

    private static @Nullable Instant paidAt(Invoice invoice) {
        var transitions = invoice.getStatusTransitions();
        var paid = transitions == null ? null : transitions.getPaidAt();
        return paid == null ? null : Instant.ofEpochSecond(paid);
    }

    private static @Nullable String paymentIntent(Invoice invoice) {
        var payments = invoice.getPayments() == null ? List.<InvoicePayment>of() : invoice.getPayments().getData();
        return payments.stream()
                .sorted(Comparator.comparing(payment -> !PAID.equals(payment.getStatus())))
                .map(InvoicePayment::getPayment)
                .filter(Objects::nonNull)
                .map(InvoicePayment.Payment::getPaymentIntent)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static ProviderSubscription subscription(Subscription subscription) {
        var periodEnd = subscription.getItems().getData().stream()
                .map(SubscriptionItem::getCurrentPeriodEnd)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(subscription.getCreated());
        // Somebody may have chosen an end by date; after the period that is paid it is still paid once more.
        var cancelAt = subscription.getCancelAt();
        var endsByDate = cancelAt != null && cancelAt <= periodEnd;
        return new ProviderSubscription(
                subscription.getId(),
                text(subscription.getStatus()),
                buyer(subscription.getMetadata()),
                subscription.getCustomer(),
                Instant.ofEpochSecond(endsByDate ? cancelAt : periodEnd),
                Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd()) || endsByDate,
                subscription.getCanceledAt() == null ? null : Instant.ofEpochSecond(subscription.getCanceledAt()));
    }

    static ProviderCharge charge(Charge charge, @Nullable Dispute dispute, @Nullable String invoiceId, @Nullable String sessionId) {
        return new ProviderCharge(
                charge.getId(),
                invoiceId != null ? invoiceId : sessionId == null ? null : charge.getPaymentIntent(),
                sessionId,
                amount(charge.getAmount()),
                amount(charge.getAmountRefunded()),
                currency(charge.getCurrency()),
                dispute == null ? null : dispute.getId(),
                dispute == null ? null : dispute.getStatus());
    }

    private static Buyer buyer(@Nullable Map<String, String> noted) {
        var notes = noted == null ? Map.<String, String>of() : noted;
        return new Buyer(accountId(notes.get("account_id")), given(notes.get("user_email")), given(notes.get("plan")));
    }

    private static @Nullable UUID accountId(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static long amount(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }

    static String currency(@Nullable String currency) {
        return text(currency).toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
