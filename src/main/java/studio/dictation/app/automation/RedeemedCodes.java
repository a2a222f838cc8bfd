package studio.dictation.app.automation;

import java.util.Set;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.rules.PlanLevel;

/** Grants what a code gives, once it was redeemed. */
@Component
class RedeemedCodes implements Automation {
    private static final String CAUSE = "code";

    private final Commands commands;

    RedeemedCodes(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "redeemed-codes";
    }

    @Override
    public Set<Class<?>> events() {
        return Set.of(CodeRedeemed.class);
    }

    @Override
    public void act(Object event, Cause cause) {
        var redeemed = (CodeRedeemed) event;
        // Counted from when it is granted, so that nobody loses by waiting for it.
        commands.post(cause.of(new GrantPlan(redeemed.accountId(), redeemed.grantId(),
                PlanLevel.of(redeemed.level()).orElseThrow(), redeemed.days(), CAUSE, redeemed.random(), null, null)));
    }
}
