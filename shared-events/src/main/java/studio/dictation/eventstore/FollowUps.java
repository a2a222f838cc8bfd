package studio.dictation.eventstore;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What automations did because of an event. The events of it say so in their metadata: their source is {@value #AUTOMATION}, and
 * what caused them is the id of that event.
 */
public final class FollowUps {
    /** Metadata key: who sent the command. */
    public static final String SOURCE = "source";

    /** Metadata key: the message that caused the event. */
    public static final String CAUSATION_ID = "causationId";

    /** The source of what an automation sent. */
    public static final String AUTOMATION = "automation";

    private FollowUps() {}

    /** A name for all that follows from an event, known before anything has; no event's id is like it. */
    public static UUID of(UUID event) {
        return new UUID(~event.getMostSignificantBits(), event.getLeastSignificantBits());
    }

    /** The name under which an event with such metadata follows from another; empty if it follows from none. */
    public static Optional<UUID> named(Map<String, ?> metadata) {
        return AUTOMATION.equals(metadata.get(SOURCE)) && metadata.get(CAUSATION_ID) instanceof String cause
                ? Optional.of(of(UUID.fromString(cause)))
                : Optional.empty();
    }
}
