package studio.dictation.app.billing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.Commands;
import studio.dictation.command.billing.Buyer;
import studio.dictation.command.billing.DisputePayment;
import studio.dictation.command.billing.EndCheckout;
import studio.dictation.command.billing.FailPayment;
import studio.dictation.command.billing.PaymentGateway;
import studio.dictation.command.billing.PaymentRefused;
import studio.dictation.command.billing.PaymentUnavailable;
import studio.dictation.command.billing.PaymentUnknown;
import studio.dictation.command.billing.ProviderCharge;
import studio.dictation.command.billing.ProviderInvoice;
import studio.dictation.command.billing.ProviderSession;
import studio.dictation.command.billing.ReceivePayment;
import studio.dictation.command.billing.RefundPayment;
import studio.dictation.command.billing.TakeBackPolicies;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.membership.ObserveSubscription;
import studio.dictation.rules.PlanLevel;

/**
 * Has happen what a message stands for: asks the provider how the object is now and sends commands that say so. One function for each
 * kind of object, whoever told of it, so it doesn't matter what is told in which order, or how often.
 */
@Component
public class PaymentApplication {
    private static final String ASYNC_FAILED = "checkout.session.async_payment_failed";
    private static final String PAID = "paid";

    /** Why an invoice may stand for days: the first period, and each that follows. */
    private static final Set<String> PERIODS = Set.of("subscription_create", "subscription_cycle");

    private static final Settled NOBODY = Settled.unmatched("account-unknown");
    private static final Settled NO_PLAN = Settled.unmatched("plan-unknown");
    private static final Settled NO_PERIOD = Settled.ignored("no-period");
    private static final Settled NOT_PAID = Settled.ignored("not-paid");

    private final PaymentGateway gateway;
    private final Accounts accounts;
    private final HeldSubscriptions held;
    private final OurSubscriptions ours;
    private final Inbox inbox;
    private final Commands commands;
    private final TakeBackPolicies policies;

    PaymentApplication(
            @Lazy PaymentGateway gateway,
            Accounts accounts,
            HeldSubscriptions held,
            OurSubscriptions ours,
            Inbox inbox,
            Commands commands,
            Settings settings) {
        this.gateway = gateway;
        this.accounts = accounts;
        this.held = held;
        this.ours = ours;
        this.inbox = inbox;
        this.commands = commands;
        this.policies = settings.billing().policies();
    }

    /** Applies what a message is about, and returns when reads show it. */
    Settled apply(InboxMessage message) throws PaymentRefused, PaymentUnavailable {
        return switch (Told.kindOf(message.type())) {
            case SESSION -> session(message, true);
            case INVOICE -> invoice(message, message.objectId(), null, true);
            case SUBSCRIPTION -> subscription(message, message.objectId());
            case CHARGE -> charge(message);
            case UNKNOWN -> Settled.ignored("unknown-type");
        };
    }

    private Settled session(InboxMessage message, boolean withSubscription) throws PaymentRefused, PaymentUnavailable {
        var session = gateway.session(message.objectId());
        var account = accounts.of(session.buyer()).orElse(null);
        if (account == null) {
            return NOBODY;
        }
        if (session.paymentStatus().equals(PAID)) {
            // Of a subscription the invoice says what was paid when; the same as it says itself.
            return session.invoiceId() == null
                    ? single(message, session, account)
                    : invoice(message, session.invoiceId(), session, withSubscription);
        }
        if (session.status().equals("expired")) {
            send(message, new EndCheckout(account, session.id(), EndCheckout.Outcome.EXPIRED));
            return Settled.APPLIED;
        }
        if (message.type().equals(ASYNC_FAILED) && session.status().equals("complete")) {
            send(message, new EndCheckout(account, session.id(), EndCheckout.Outcome.FAILED));
            return Settled.APPLIED;
        }
        return NOT_PAID;
    }

    private Settled single(InboxMessage message, ProviderSession session, UUID account) {
        var level = level(session.buyer()).orElse(null);
        if (level == null) {
            return NO_PLAN;
        }
        var paidAt = session.paidAt() == null ? session.createdAt() : session.paidAt();
        commands.sendFollowed(toldBy(message, new ReceivePayment(account, session.paymentId(), level, session.amount(),
                session.currency(), paidAt, session.id(), session.subscriptionId(), session.customerId())));
        return Settled.APPLIED;
    }

    /** @param session the page it was paid on, if that is why it is asked for; its notes stand in for missing ones */
    private Settled invoice(
            InboxMessage message, String invoiceId, @Nullable ProviderSession session, boolean withSubscription)
            throws PaymentRefused, PaymentUnavailable {
        var invoice = gateway.invoice(invoiceId);
        var buyer = asHeld(session == null ? invoice.buyer() : known(invoice.buyer(), session.buyer()), invoice.subscriptionId());
        var account = accounts.of(buyer).orElse(null);
        if (account == null) {
            return NOBODY;
        }
        var level = level(buyer).orElse(null);
        if (level == null) {
            return NO_PLAN;
        }
        var settled = payment(message, invoice, session, account, level);
        if (withSubscription && invoice.subscriptionId() != null) {
            observe(message, invoice.subscriptionId(), buyer);
        }
        return settled;
    }

    private Settled payment(
            InboxMessage message, ProviderInvoice invoice, @Nullable ProviderSession session, UUID account, PlanLevel level) {
        if (!PERIODS.contains(invoice.reason())) {
            return NO_PERIOD;
        }
        var paidAt = invoice.paidAt();
        if (invoice.status().equals(PAID) && invoice.amount() > 0 && paidAt != null) {
            commands.sendFollowed(toldBy(message, new ReceivePayment(account, invoice.id(), level, invoice.amount(),
                    invoice.currency(), paidAt, session == null ? null : session.id(), invoice.subscriptionId(),
                    invoice.customerId())));
            return Settled.APPLIED;
        }
        if (!invoice.status().equals(PAID) && invoice.attempts() > 0) {
            send(message, new FailPayment(account, invoice.id(), invoice.attempts()));
            return Settled.APPLIED;
        }
        return NOT_PAID;
    }

    private Settled subscription(InboxMessage message, String subscriptionId) throws PaymentRefused, PaymentUnavailable {
        return observe(message, subscriptionId, new Buyer(null, null, null));
    }

    private Settled observe(InboxMessage message, String subscriptionId, Buyer otherwise) throws PaymentRefused, PaymentUnavailable {
        var asOf = inbox.now();
        var subscription = gateway.subscription(subscriptionId);
        var buyer = asHeld(known(subscription.buyer(), otherwise), subscriptionId);
        var account = accounts.of(buyer).orElse(null);
        if (account == null) {
            return NOBODY;
        }
        var level = level(buyer).orElse(null);
        if (level == null) {
            return NO_PLAN;
        }
        send(message, new ObserveSubscription(account, subscription.id(), subscription.status(), level,
                subscription.periodEndsAt(), subscription.cancelAtPeriodEnd(), subscription.cancelledAt(), asOf));
        return Settled.APPLIED;
    }

    private Settled charge(InboxMessage message) throws PaymentRefused, PaymentUnavailable {
        var asOf = inbox.now();
        var charge = gateway.charge(message.objectId());
        var payment = charge.paymentId();
        if (payment == null) {
            return Settled.ignored("no-payment");
        }
        var told = toldOf(charge, payment, asOf);
        try {
            told.forEach(command -> send(message, command));
            return Settled.APPLIED;
        } catch (Rejection refused) {
            requireUnknown(refused);
            var received = receive(message, charge, payment);
            if (received.state() != Settled.State.APPLIED) {
                return received;
            }
        }
        try {
            told.forEach(command -> send(message, command));
            return Settled.APPLIED;
        } catch (Rejection refused) {
            requireUnknown(refused);
            return Settled.unmatched("payment-unknown");
        }
    }

    private static void requireUnknown(Rejection refused) {
        if (!refused.code().equals(PaymentUnknown.CODE)) {
            throw refused;
        }
    }

    private List<Command> toldOf(ProviderCharge charge, String payment, Instant asOf) {
        var refund = new RefundPayment(
                payment, charge.id(), charge.refunded(), charge.amount(), charge.currency(), policies, asOf);
        return charge.disputeId() == null || charge.dispute() == null
                ? List.of(refund)
                : List.of(refund, new DisputePayment(payment, charge.disputeId(), charge.dispute(), policies, asOf));
    }

    private Settled receive(InboxMessage message, ProviderCharge charge, String payment) throws PaymentRefused, PaymentUnavailable {
        return charge.sessionId() == null
                ? invoice(message, payment, null, false)
                : session(new InboxMessage(message.id(), message.eventId(), message.type(), charge.sessionId(), message.source(),
                        message.receivedAt(), message.asked(), message.attempts()), false);
    }

    /**
     * The former service noted an address at most, and that on its page only: a subscription stays with whom it is known to be of,
     * for an address may have become somebody else's.
     */
    private Buyer asHeld(Buyer noted, @Nullable String subscriptionId) {
        if (subscriptionId == null || (noted.accountId() != null && noted.plan() != null)) {
            return noted;
        }
        return held.holder(subscriptionId)
                .map(account -> new Buyer(
                        noted.accountId() == null ? account : noted.accountId(),
                        noted.email(),
                        noted.plan() == null ? plan(account, subscriptionId) : noted.plan()))
                .orElse(noted);
    }

    private @Nullable String plan(UUID account, String subscriptionId) {
        return ours.find(account, subscriptionId).map(known -> known.level().text()).orElse(null);
    }

    private static Buyer known(Buyer first, Buyer second) {
        boolean named = first.accountId() != null || first.email() != null;
        return new Buyer(
                named ? first.accountId() : second.accountId(),
                named ? first.email() : second.email(),
                first.plan() == null ? second.plan() : first.plan());
    }

    private static Optional<PlanLevel> level(Buyer buyer) {
        return buyer.plan() == null ? Optional.empty() : PlanLevel.of(buyer.plan()).filter(PlanLevel::isPaid);
    }

    private void send(InboxMessage message, Command command) {
        commands.send(toldBy(message, command));
    }

    private static CommandMessage<?> toldBy(InboxMessage message, Command command) {
        var metadata = new HashMap<String, String>(Map.of(
                CommandMetadata.ACTOR, CommandMetadata.PROVIDER,
                CommandMetadata.SOURCE, message.source(),
                CommandMetadata.CORRELATION_ID, message.eventId(),
                CommandMetadata.RECEIVED_AT, Long.toString(message.receivedAt().toEpochMilli())));
        if (!message.source().equals(PaymentChecks.SOURCE)) {
            metadata.put(CommandMetadata.PROVIDER_EVENT_ID, message.eventId());
        }
        return GenericCommandMessage.asCommandMessage(command).andMetaData(metadata);
    }
}
