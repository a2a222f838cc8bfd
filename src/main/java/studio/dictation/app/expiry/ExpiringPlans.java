package studio.dictation.app.expiry;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import studio.dictation.app.automation.Automation;
import studio.dictation.app.automation.Cause;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.SubscriptionChanged;

/** Has every plan looked at when it ends. */
@Component
class ExpiringPlans implements Automation {
    private final PlanTimers timers;

    ExpiringPlans(PlanTimers timers) {
        this.timers = timers;
    }

    @Override
    public String name() {
        return "expiring-plans";
    }

    @Override
    public Set<Class<?>> events() {
        return Set.of(PlanGranted.class, PlanSet.class, GrantAmended.class, SubscriptionChanged.class);
    }

    @Override
    public void act(Object event, Cause cause) {
        switch (event) {
            case PlanGranted granted -> timer(granted.accountId(), granted.outcome());
            case PlanSet set -> timer(set.accountId(), set.outcome());
            case GrantAmended amended -> timer(amended.accountId(), amended.outcome());
            case SubscriptionChanged changed -> timer(changed.accountId(), changed.outcome());
            default -> throw new IllegalArgumentException(event.getClass().getName());
        }
    }

    private void timer(UUID accountId, PlanOutcome outcome) {
        if (outcome.expiresAt() != null) {
            timers.set(accountId, outcome.expiresAt());
        }
    }
}
