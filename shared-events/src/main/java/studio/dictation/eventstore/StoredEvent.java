package studio.dictation.eventstore;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the event store, as stored: neither upcast nor decoded.
 *
 * @param position       where it stands among all events
 * @param streamId       {@code type:identifier…}, unique across aggregate types
 * @param streamSequence its number in the stream, from 0
 * @param name           logical name, such as {@code billing.PlanPurchased}
 * @param revision       revision of the payload's shape, from 1
 * @param occurredAt     when it was decided; UTC, milliseconds
 * @param subject        account whose history it belongs to
 * @param payload        JSON in UTF-8; absent if the reader's filter did not want this event
 * @param metadata       flat JSON object of strings in UTF-8; absent together with the payload
 */
@SuppressWarnings("ArrayRecordComponent") // rows are handed on, never compared
public record StoredEvent(EventPosition position, String streamId, long streamSequence, String name, int revision,
        Instant occurredAt, @Nullable UUID subject, byte @Nullable [] payload, byte @Nullable [] metadata) {

    /** Whether the reader's filter wanted this event; otherwise only its position is of use. */
    public boolean wanted() {
        return payload != null;
    }

    /** The event's id, unique in the store. */
    public UUID eventId() {
        return position.eventId();
    }

    /** What the metadata say under a key; nothing if they don't, or are absent. */
    public Optional<String> said(String key) {
        return metadata == null ? Optional.empty() : Optional.ofNullable((String) EventJson.readMetadata(metadata).get(key));
    }

    /** Type of the stream: what stands before the first colon of its id. */
    public String streamType() {
        return streamType(streamId);
    }

    static String streamType(String streamId) {
        int colon = streamId.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("A stream id begins with its type and a colon, unlike " + streamId);
        }
        return streamId.substring(0, colon);
    }
}
