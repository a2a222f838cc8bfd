package studio.dictation.command.billing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentFailed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a payment is received once, however often and in whatever order the provider tells of it. */
@AggregateRoot(type = Payment.TYPE)
@Revision("1")
public class Payment {
    static final String TYPE = "payment";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private @Nullable Received received;
    private long attempts;
    private @Nullable Refund refund;
    private @Nullable Dispute dispute;

    Payment() {}

    static String streamId(String paymentId) {
        return TYPE + ":" + paymentId;
    }

    /** Identity of the grant that a payment is good for. */
    static UUID grantId(String paymentId) {
        return UUID.nameUUIDFromBytes(streamId(paymentId).getBytes(StandardCharsets.UTF_8));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ReceivePayment command, Clock clock) {
        if (received == null) {
            apply(new PaymentReceived(command.accountId(), command.paymentId(), command.level().text(),
                    command.level().catalogueDays(), command.amount(), command.currency(), command.paidAt(), command.sessionId(),
                    command.subscriptionId(), command.customerId(), grantId(command.paymentId()), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(FailPayment command, Clock clock) {
        if (received == null && command.attempts() > attempts) {
            apply(new PaymentFailed(command.accountId(), command.paymentId(), command.attempts(), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RefundPayment command, Clock clock) {
        var payment = known();
        var before = refund;
        if (before == null ? command.refunded() == 0 : !before.isChangedBy(command)) {
            return;
        }
        int days = command.policies().daysCounting(
                payment.days, command.refunded(), command.amount(), dispute == null ? null : dispute.status);
        apply(new PaymentRefunded(payment.accountId, command.paymentId(), command.chargeId(), command.refunded(),
                command.amount(), command.currency(), days, grantId(command.paymentId()), command.asOf(), clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(DisputePayment command, Clock clock) {
        var payment = known();
        if (dispute != null && !dispute.isChangedBy(command)) {
            return;
        }
        int days = refund == null
                ? command.policies().daysCounting(payment.days, 0, payment.amount, command.status())
                : command.policies().daysCounting(payment.days, refund.refunded, refund.amount, command.status());
        apply(new PaymentDisputed(payment.accountId, command.paymentId(), command.disputeId(), command.status(), days,
                grantId(command.paymentId()), command.asOf(), clock.instant()));
    }

    private Received known() {
        if (received == null) {
            throw new PaymentUnknown();
        }
        return received;
    }

    @EventSourcingHandler
    void on(PaymentReceived event) {
        id = streamId(event.paymentId());
        received = new Received(event.accountId(), event.days(), event.amount());
    }

    @EventSourcingHandler
    void on(PaymentFailed event) {
        id = streamId(event.paymentId());
        attempts = event.attempts();
    }

    @EventSourcingHandler
    void on(PaymentRefunded event) {
        refund = new Refund(event.refunded(), event.amount(), event.asOf());
    }

    @EventSourcingHandler
    void on(PaymentDisputed event) {
        dispute = new Dispute(event.disputeId(), event.status(), event.asOf());
    }

    private record Received(UUID accountId, int days, long amount) {}

    private record Refund(long refunded, long amount, Instant asOf) {
        boolean isChangedBy(RefundPayment command) {
            return command.asOf().isAfter(asOf) && (command.refunded() != refunded || command.amount() != amount);
        }
    }

    private record Dispute(String id, String status, Instant asOf) {
        boolean isChangedBy(DisputePayment command) {
            return command.asOf().isAfter(asOf) && !(command.disputeId().equals(id) && command.status().equals(status));
        }
    }
}
