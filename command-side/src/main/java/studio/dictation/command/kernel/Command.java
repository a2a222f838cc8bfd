package studio.dictation.command.kernel;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What somebody wants to happen to one aggregate. */
public interface Command {
    /** Id of the aggregate's stream of events. */
    @TargetAggregateIdentifier
    String streamId();
}
