package studio.dictation.app.automation;

import java.util.Set;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.command.membership.AmendGrant;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.rules.PlanLevel;

/** Gives the plan that was paid for, and takes it back when the money was. */
@Component
class PaidPlans implements Automation {
    private static final String PAYMENT = "payment";
    private static final String REFUND = "refund";
    private static final String DISPUTE = "dispute";
    private static final String DISPUTE_WON = "dispute-won";

    private final Commands commands;

    PaidPlans(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "paid-plans";
    }

    @Override
    public Set<Class<?>> events() {
        return Set.of(PaymentReceived.class, PaymentRefunded.class, PaymentDisputed.class);
    }

    @Override
    public void act(Object event, Cause cause) {
        commands.post(cause.of(switch (event) {
            case PaymentReceived paid -> new GrantPlan(paid.accountId(), paid.grantId(), PlanLevel.of(paid.plan()).orElseThrow(),
                    paid.days(), PAYMENT, paid.paymentId(), paid.subscriptionId(), paid.paidAt());
            case PaymentRefunded refunded -> new AmendGrant(refunded.accountId(), refunded.grantId(), refunded.daysCounting(),
                    REFUND, refunded.paymentId(), cause.sequence());
            case PaymentDisputed disputed -> new AmendGrant(disputed.accountId(), disputed.grantId(), disputed.daysCounting(),
                    disputed.daysCounting() == 0 ? DISPUTE : DISPUTE_WON, disputed.paymentId(), cause.sequence());
            default -> throw new IllegalArgumentException("Not an event of this: " + event.getClass());
        }));
    }
}
