package studio.dictation.app.automation;

import java.util.Set;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.catalog.ListRecommendedChannel;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.recommendation.ConcludeApproval;
import studio.dictation.events.recommendation.ApprovalGiven;

/** Lists the channel of a recommendation that was approved, and says what came of it. */
@Component
class ApprovedChannels implements Automation {
    private final Commands commands;

    ApprovedChannels(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "approved-channels";
    }

    @Override
    public Set<Class<?>> events() {
        return Set.of(ApprovalGiven.class);
    }

    @Override
    public void act(Object event, Cause cause) {
        var approval = (ApprovalGiven) event;
        try {
            commands.post(cause.of(new ListRecommendedChannel(approval.recommendationId(), new ListChannel(
                    approval.channelId(), approval.name(), approval.imageUrl(), approval.link(), approval.visibility(),
                    approval.language()))));
        } catch (Rejection refused) {
            // It would be refused again and again, and hold up all later approvals.
            commands.post(cause.of(new ConcludeApproval(approval.recommendationId(), refused.getMessage())));
            return;
        }
        commands.post(cause.of(new ConcludeApproval(approval.recommendationId(), null)));
    }
}
