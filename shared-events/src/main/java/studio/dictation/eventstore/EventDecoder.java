package studio.dictation.eventstore;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import tools.jackson.databind.JsonNode;

import static java.util.Objects.requireNonNull;

/**
 * Makes messages of stored events, for aggregates and projections alike. Events of the current revision are read straight
 * from their bytes; others go through the upcasters, which work on {@link JsonNode} and each raise the revision or change
 * the name.
 */
public final class EventDecoder {
    private final EventNames names;
    private final EventUpcaster upcasters;

    public EventDecoder(EventNames names, EventUpcaster upcasters) {
        this.names = names;
        this.upcasters = upcasters;
    }

    /** Of all events that this service stores or has stored. */
    public static EventDecoder published() {
        return new EventDecoder(EventNames.published(), Upcasters.published().chain());
    }

    /**
     * The messages an event stands for: one, unless an upcaster splits or drops it.
     *
     * @param event with its payload and metadata
     * @throws SerializationException if name and revision are unknown after upcasting, or the JSON doesn't fit
     */
    public List<GenericTrackedDomainEventMessage<?>> decode(StoredEvent event) {
        var payload = requireNonNull(event.payload());
        var metadata = EventJson.readMetadata(requireNonNull(event.metadata()));
        var type = names.current(event.name(), event.revision());
        if (type != null) {
            return List.of(message(event, type.read(payload), metadata));
        }
        return upcasters.upcast(Stream.of(JsonEventRepresentation.of(event, payload, metadata)))
                .<GenericTrackedDomainEventMessage<?>>map(upcast -> message(event, read(event, upcast),
                        upcast.getMetaData().getObject()))
                .toList();
    }

    EventNames names() {
        return names;
    }

    private Object read(StoredEvent event, IntermediateEventRepresentation upcast) {
        var stored = upcast.getType();
        var type = names.current(stored.getName(), Integer.parseInt(stored.getRevision()));
        if (type == null) {
            throw new SerializationException("Nothing here reads " + stored.getName() + "@" + stored.getRevision()
                    + ", which event " + event.eventId() + " became; stored as " + event.name() + "@" + event.revision());
        }
        return type.read(upcast.getData(JsonNode.class).getData());
    }

    private static GenericTrackedDomainEventMessage<?> message(StoredEvent event, Object payload, MetaData metadata) {
        return new GenericTrackedDomainEventMessage<>(event.position(), event.streamType(), event.streamId(),
                event.streamSequence(), new GenericMessage<>(event.eventId().toString(), payload, metadata),
                event::occurredAt);
    }
}
