package studio.dictation.events.membership;

import studio.dictation.events.AboutAccount;

/** What happens to a membership: the plan somebody has, and the free videos they may still open. */
public sealed interface MembershipEvent extends AboutAccount
        permits PlanGranted, PlanSet, GrantAmended, SubscriptionChanged, PlanExpired, QuotaConsumed, PaidVideoOpened {}
