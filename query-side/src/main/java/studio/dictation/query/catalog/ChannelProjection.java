package studio.dictation.query.catalog;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;

/** Owns {@code channel:{channelId}}, {@code idx:channels} and, together with {@link VideoProjection}, {@code idx:catalog}. */
public final class ChannelProjection {
    private final Changes changes;

    public ChannelProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ChannelListed event) {
        changed(event.channelId(), event.occurredAt())
                .set(Field.ID, event.channelId())
                .set(Field.NAME, event.name())
                .set(Field.IMAGE_URL, event.imageUrl())
                .set(Field.LINK, event.link())
                .set(Field.VISIBILITY, event.visibility())
                .set(Field.LANGUAGE, event.language())
                .set(Field.CREATED_AT, Long.toString(event.occurredAt().toEpochMilli()));
        changes.add(Key.CHANNELS, event.channelId());
    }

    @EventHandler
    void on(ChannelRevised event) {
        changed(event.channelId(), event.occurredAt())
                .set(Field.NAME, event.name())
                .set(Field.IMAGE_URL, event.imageUrl())
                .set(Field.LINK, event.link())
                .set(Field.VISIBILITY, event.visibility())
                .set(Field.LANGUAGE, event.language());
    }

    private HashChanges changed(String channelId, Instant at) {
        changes.increment(Key.CATALOG, Field.VERSION.redisName(), 1);
        return changes.hash(Key.channel(channelId)).set(Field.UPDATED_AT, Long.toString(at.toEpochMilli()));
    }
}
