package studio.dictation.query.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.rules.PlanState;

/** Events about a plan: what each says of the plan as it is then. */
final class PlanEvents {
    /** The names under which they are stored. */
    static final Set<String> NAMES = Set.of(
            "membership.PlanGranted",
            "membership.PlanSet",
            "membership.GrantAmended",
            "membership.SubscriptionChanged",
            "membership.PlanExpired");

    private PlanEvents() {}

    /** What an event says that the plan is now; nothing if it isn't about the plan. */
    static Optional<PlanOutcome> outcome(Object event) {
        return event instanceof MembershipEvent about ? Optional.ofNullable(outcomeOf(about)) : Optional.empty();
    }

    /** The same event, had it been decided that the plan is this. */
    static MembershipEvent with(PlanOutcome outcome, MembershipEvent event) {
        return switch (event) {
            case PlanGranted granted -> new PlanGranted(granted.accountId(), granted.grantId(), granted.level(), granted.days(),
                    granted.cause(), granted.reference(), granted.subscriptionId(), granted.grantedAt(), outcome,
                    granted.occurredAt());
            case PlanSet set -> new PlanSet(set.accountId(), set.settingId(), set.plan(), set.days(), set.cause(), set.setAt(),
                    set.expiresAt(), outcome, set.occurredAt());
            case GrantAmended amended -> new GrantAmended(amended.accountId(), amended.grantId(), amended.days(),
                    amended.cause(), amended.reference(), amended.decision(), outcome, amended.occurredAt());
            case SubscriptionChanged changed -> new SubscriptionChanged(changed.accountId(), changed.subscriptionId(),
                    changed.status(), changed.level(), changed.periodEndsAt(), changed.cancelAtPeriodEnd(),
                    changed.cancelledAt(), changed.entitledUntil(), changed.asOf(), outcome, changed.occurredAt());
            case PlanExpired expired -> new PlanExpired(expired.accountId(), expired.expiredAt(), outcome, expired.occurredAt());
            case QuotaConsumed quota -> quota;
            case PaidVideoOpened opened -> opened;
        };
    }

    /** When an event was decided. */
    static Instant decidedAt(MembershipEvent event) {
        return switch (event) {
            case PlanGranted granted -> granted.occurredAt();
            case PlanSet set -> set.occurredAt();
            case GrantAmended amended -> amended.occurredAt();
            case SubscriptionChanged changed -> changed.occurredAt();
            case PlanExpired expired -> expired.occurredAt();
            case QuotaConsumed consumed -> consumed.occurredAt();
            case PaidVideoOpened opened -> opened.occurredAt();
        };
    }

    static PlanOutcome outcome(PlanState state) {
        return new PlanOutcome(
                state.plan().text(), state.expiresAt(), state.recurring(), state.nextPaymentAt(), state.cancelledAt());
    }

    private static @Nullable PlanOutcome outcomeOf(MembershipEvent event) {
        return switch (event) {
            case PlanGranted granted -> granted.outcome();
            case PlanSet set -> set.outcome();
            case GrantAmended amended -> amended.outcome();
            case SubscriptionChanged changed -> changed.outcome();
            case PlanExpired expired -> expired.outcome();
            case QuotaConsumed _, PaidVideoOpened _ -> null;
        };
    }
}
