package studio.dictation.eventstore;

import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** One event as its row will be, but for its position. */
@SuppressWarnings("ArrayRecordComponent") // handed to the driver, never compared
record NewEvent(UUID id, String streamId, long streamSequence, String name, int revision, long occurredAt, @Nullable UUID subject,
        byte[] payload, byte[] metadata) {

    static NewEvent of(DomainEventMessage<?> event, EventNames names) {
        var payload = event.getPayload();
        var type = names.of(payload.getClass());
        StoredEvent.streamType(event.getAggregateIdentifier());
        return new NewEvent(UUID.fromString(event.getIdentifier()), event.getAggregateIdentifier(), event.getSequenceNumber(),
                type.name(), type.revision(), event.getTimestamp().toEpochMilli(), type.subjectOf(payload), type.write(payload),
                EventJson.write(event.getMetaData()));
    }

    /** Bytes of its content. */
    int bytes() {
        return payload.length + metadata.length;
    }
}
