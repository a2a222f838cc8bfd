package studio.dictation.eventstore;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A stored event on its way through the upcasters, as a JSON tree. */
record JsonEventRepresentation(StoredEvent event, SerializedType type, JsonNode json, MetaData metadata)
        implements IntermediateEventRepresentation {

    static JsonEventRepresentation of(StoredEvent event, byte[] payload, MetaData metadata) {
        try {
            return new JsonEventRepresentation(event,
                    new SimpleSerializedType(event.name(), Integer.toString(event.revision())),
                    EventJson.MAPPER.readTree(payload), metadata);
        } catch (JacksonException e) {
            throw new SerializationException("Event " + event.eventId() + " is no JSON: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public <T> IntermediateEventRepresentation upcast(SerializedType outputType, Class<T> jsonType,
            Function<T, T> payloadUpcast, Function<MetaData, MetaData> metadataUpcast) {
        return new JsonEventRepresentation(event, outputType, (JsonNode) payloadUpcast.apply(jsonType.cast(json)),
                metadataUpcast.apply(metadata));
    }

    @Override
    public SerializedType getType() {
        return type;
    }

    @Override
    public SerializedObject<?> getData() {
        return getData(JsonNode.class);
    }

    @Override
    public <D> SerializedObject<D> getData(Class<D> jsonType) {
        return new SimpleSerializedObject<>(jsonType.cast(json), jsonType, type);
    }

    @Override
    public String getMessageIdentifier() {
        return event.eventId().toString();
    }

    @Override
    public Optional<String> getAggregateType() {
        return Optional.of(event.streamType());
    }

    @Override
    public Optional<String> getAggregateIdentifier() {
        return Optional.of(event.streamId());
    }

    @Override
    public Optional<Long> getSequenceNumber() {
        return Optional.of(event.streamSequence());
    }

    @Override
    public Optional<TrackingToken> getTrackingToken() {
        return Optional.of(event.position());
    }

    @Override
    public Instant getTimestamp() {
        return event.occurredAt();
    }

    @Override
    public LazyDeserializingObject<MetaData> getMetaData() {
        return new LazyDeserializingObject<>(metadata);
    }

    @Override
    public boolean canConvertDataTo(Class<?> jsonType) {
        return jsonType.isInstance(json);
    }
}
