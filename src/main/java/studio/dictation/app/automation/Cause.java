package studio.dictation.app.automation;

import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.eventstore.FollowUps;

/**
 * Why an automation sends commands.
 *
 * @param eventId       the event it acts upon
 * @param correlationId what that event belongs to
 */
public record Cause(UUID eventId, String correlationId) {
    /** The command, as one that this causes. */
    public CommandMessage<?> of(Object command) {
        return GenericCommandMessage.asCommandMessage(command)
                .andMetaData(Map.of(
                        FollowUps.SOURCE, FollowUps.AUTOMATION,
                        FollowUps.CAUSATION_ID, eventId.toString(),
                        CommandMetadata.CORRELATION_ID, correlationId));
    }
}
