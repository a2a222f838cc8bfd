package studio.dictation.query.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.billing.BillingEvent;
import studio.dictation.events.billing.CheckoutEnded;
import studio.dictation.events.billing.CheckoutStarted;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentFailed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.eventstore.LedgerEntry;
import studio.dictation.query.audit.HistoryEntryView.ProviderIds;

/** An entry together with what it says. */
record EntryTold(LedgerEntry entry, List<? extends EventMessage<?>> messages) {
    /** The plan after it. */
    PlanStateView planAfter(PlanStateView before) {
        return messages.stream()
                .flatMap(message -> PlanEvents.outcome(message.getPayload()).stream())
                .reduce((earlier, later) -> later)
                .map(outcome -> PlanStateView.of(outcome.plan(), outcome.expiresAt()))
                .orElse(before);
    }

    HistoryEntryView view(PlanStateView before, PlanStateView after) {
        var event = entry.event();
        var metadata = messages.isEmpty() ? MetaData.emptyInstance() : messages.getFirst().getMetaData();
        var about = messages.isEmpty() ? About.NOTHING : About.of(messages.getFirst().getPayload());
        return new HistoryEntryView(
                entry.position().toString(),
                event.streamId(),
                event.streamSequence(),
                event.eventId().toString(),
                event.name(),
                event.revision(),
                Times.text(Objects.requireNonNullElse(about.happenedAt(), event.occurredAt())),
                receivedAt(metadata),
                Times.text(event.occurredAt()),
                text(metadata, "actor"),
                text(metadata, "source"),
                text(metadata, "reason"),
                text(metadata, "reasonCode"),
                about.cause(),
                about.reference(),
                text(metadata, "providerEventId"),
                about.provider().equals(ProviderIds.NONE) ? null : about.provider(),
                text(metadata, "requestId"),
                text(metadata, "correlationId"),
                text(metadata, "causationId"),
                about.amount(),
                about.refunded(),
                about.currency(),
                before,
                after,
                HexFormat.of().formatHex(entry.hash()));
    }

    private static @Nullable String receivedAt(MetaData metadata) {
        var text = text(metadata, "receivedAt");
        return text == null ? null : Times.text(Instant.ofEpochMilli(Long.parseLong(text)));
    }

    private static @Nullable String text(MetaData metadata, String key) {
        return (String) metadata.get(key);
    }

    /**
     * What an event is about, but for the plan.
     *
     * @param happenedAt when it happened, by the clock of who knows
     * @param cause      why, as the event says
     * @param reference  what it was for
     * @param provider   what it is at the provider
     * @param amount     money, in the minor unit
     * @param refunded   given back in all so far, in the same unit
     * @param currency   ISO 4217, lower case
     */
    private record About(
            @Nullable Instant happenedAt,
            @Nullable String cause,
            @Nullable String reference,
            ProviderIds provider,
            @Nullable Long amount,
            @Nullable Long refunded,
            @Nullable String currency) {
        static final About NOTHING = of(null, null, null, ProviderIds.NONE);

        static About of(Object event) {
            return switch (event) {
                case MembershipEvent membership -> of(membership);
                case BillingEvent billing -> of(billing);
                case CodeRedeemed redeemed -> of(redeemed.occurredAt(), null, redeemed.random(), ProviderIds.NONE);
                default -> NOTHING;
            };
        }

        private static About of(MembershipEvent event) {
            return switch (event) {
                case PlanGranted granted -> of(granted.grantedAt(), granted.cause(), granted.reference(),
                        subscription(granted.subscriptionId()));
                case PlanSet set -> of(set.occurredAt(), set.cause(), null, ProviderIds.NONE);
                case GrantAmended amended -> of(amended.occurredAt(), amended.cause(), amended.reference(), ProviderIds.NONE);
                case SubscriptionChanged changed -> of(changed.asOf(), changed.status(), null,
                        subscription(changed.subscriptionId()));
                case PlanExpired expired -> of(expired.expiredAt(), null, null, ProviderIds.NONE);
                case QuotaConsumed consumed -> of(consumed.occurredAt(), null, consumed.video(), ProviderIds.NONE);
                case PaidVideoOpened opened -> of(opened.occurredAt(), null, opened.video(), ProviderIds.NONE);
            };
        }

        private static About of(BillingEvent event) {
            return switch (event) {
                case CheckoutStarted started -> new About(started.occurredAt(), null, null, session(started.sessionId()),
                        started.amount(), null, started.currency());
                case CheckoutEnded ended -> of(ended.occurredAt(), ended.outcome(), null, session(ended.sessionId()));
                case PaymentReceived received -> new About(received.paidAt(), null, null,
                        new ProviderIds(received.paymentId(), received.sessionId(), received.subscriptionId(),
                                received.customerId(), null, null),
                        received.amount(), null, received.currency());
                case PaymentFailed failed -> of(failed.occurredAt(), null, null,
                        new ProviderIds(failed.paymentId(), null, null, null, null, null));
                case PaymentRefunded refunded -> new About(refunded.asOf(), null, null,
                        new ProviderIds(refunded.paymentId(), null, null, null, refunded.chargeId(), null),
                        refunded.amount(), refunded.refunded(), refunded.currency());
                case PaymentDisputed disputed -> of(disputed.asOf(), disputed.status(), null,
                        new ProviderIds(disputed.paymentId(), null, null, null, null, disputed.disputeId()));
            };
        }

        private static About of(
                @Nullable Instant at, @Nullable String cause, @Nullable String reference, ProviderIds provider) {
            return new About(at, cause, reference, provider, null, null, null);
        }

        private static ProviderIds subscription(@Nullable String id) {
            return new ProviderIds(null, null, id, null, null, null);
        }

        private static ProviderIds session(String id) {
            return new ProviderIds(null, id, null, null, null, null);
        }
    }
}
