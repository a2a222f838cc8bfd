package studio.dictation.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import tools.jackson.databind.json.JsonMapper;

import static java.util.stream.Collectors.toUnmodifiableMap;

/** At most one snapshot a stream: a cache of its events. One of another revision of the aggregate counts as absent. */
final class Snapshots {
    // Forward only; a newer shape may replace an older one of the same event. None of what a store has lost that was restored to an
    // earlier state: it would be loaded for ever.
    private static final String STORE = """
            INSERT INTO snapshot AS stored (stream_id, stream_sequence, occurred_at, revision, payload)
            SELECT stream_id, stream_sequence, ?, ?, ? FROM event WHERE stream_id = ? AND stream_sequence = ?
            ON CONFLICT (stream_id) DO UPDATE
               SET (stream_sequence, occurred_at, revision, payload)
                 = (excluded.stream_sequence, excluded.occurred_at, excluded.revision, excluded.payload)
             WHERE (stored.stream_sequence, stored.revision) < (excluded.stream_sequence, excluded.revision)""";
    private static final String READ = """
            SELECT stream_sequence, occurred_at, payload FROM snapshot WHERE stream_id = ? AND revision = ?""";

    private static final JsonMapper MAPPER = EventJson.MAPPER.rebuild()
            .changeDefaultVisibility(visible -> visible.with(Visibility.NONE).withFieldVisibility(Visibility.ANY)
                    .withCreatorVisibility(Visibility.ANY))
            .build();

    private final Map<String, EventType<?>> types;

    Snapshots(Map<String, Class<?>> types) {
        this.types = types.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getKey,
                entry -> new EventType<>(entry.getKey(), entry.getValue(), aggregate -> null, MAPPER)));
    }

    boolean store(Connection connection, DomainEventMessage<?> snapshot) throws SQLException {
        var streamId = snapshot.getAggregateIdentifier();
        var type = types.get(StoredEvent.streamType(streamId));
        if (type == null) {
            throw new EventStoreException("No aggregate class is registered for a snapshot of " + streamId);
        }
        try (var statement = connection.prepareStatement(STORE)) {
            statement.setLong(1, snapshot.getTimestamp().toEpochMilli());
            statement.setInt(2, type.revision());
            statement.setBytes(3, type.write(snapshot.getPayload()));
            statement.setString(4, streamId);
            statement.setLong(5, snapshot.getSequenceNumber());
            return statement.executeUpdate() == 1;
        }
    }

    Optional<DomainEventMessage<?>> read(Connection connection, String streamId) throws SQLException {
        var streamType = StoredEvent.streamType(streamId);
        var type = types.get(streamType);
        if (type == null) {
            return Optional.empty();
        }
        try (var statement = connection.prepareStatement(READ)) {
            statement.setString(1, streamId);
            statement.setInt(2, type.revision());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new GenericDomainEventMessage<>(streamType, streamId, row.getLong(1),
                        type.read(row.getBytes(3)), MetaData.emptyInstance(), UUID.randomUUID().toString(),
                        Instant.ofEpochMilli(row.getLong(2))));
            }
        }
    }
}
