package studio.dictation.app.automation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import studio.dictation.app.security.CommandMetadata;
import studio.dictation.eventstore.FollowUps;

/**
 * Why an automation sends commands.
 *
 * @param eventId       the event it acts upon
 * @param sequence      that event's place in its stream
 * @param correlationId what that event belongs to
 * @param handedOn      metadata of that event that say who is behind it
 */
public record Cause(UUID eventId, long sequence, String correlationId, Map<String, String> handedOn) {
    private static final List<String> HANDED_ON = List.of(CommandMetadata.ACTOR, CommandMetadata.REASON_CODE,
            CommandMetadata.PROVIDER_EVENT_ID, CommandMetadata.RECEIVED_AT, CommandMetadata.TRACEPARENT);

    public Cause {
        handedOn = Map.copyOf(handedOn);
    }

    /** An event as a cause. */
    static Cause of(UUID eventId, long sequence, Map<String, ?> metadata) {
        return new Cause(
                eventId,
                sequence,
                metadata.get(CommandMetadata.CORRELATION_ID) instanceof String known ? known : eventId.toString(),
                HANDED_ON.stream()
                        .filter(key -> metadata.get(key) instanceof String)
                        .collect(Collectors.toMap(key -> key, key -> String.valueOf(metadata.get(key)))));
    }

    /** The command, as one that this causes. */
    public CommandMessage<?> of(Object command) {
        return GenericCommandMessage.asCommandMessage(command)
                .andMetaData(Map.of(
                        FollowUps.SOURCE, FollowUps.AUTOMATION,
                        FollowUps.CAUSATION_ID, eventId.toString(),
                        CommandMetadata.CORRELATION_ID, correlationId))
                .andMetaData(handedOn);
    }
}
