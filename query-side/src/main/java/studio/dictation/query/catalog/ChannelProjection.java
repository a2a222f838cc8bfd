package studio.dictation.query.catalog;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RecommendationFollowed;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.HashChanges;
import studio.dictation.query.redis.Key;

/** Owns {@code channel:{channelId}}, {@code idx:channels} and {@code idx:public_channels}. */
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
        show(event.channelId(), event.visibility());
    }

    @EventHandler
    void on(ChannelRevised event) {
        changed(event.channelId(), event.occurredAt())
                .set(Field.NAME, event.name())
                .set(Field.IMAGE_URL, event.imageUrl())
                .set(Field.LINK, event.link())
                .set(Field.VISIBILITY, event.visibility())
                .set(Field.LANGUAGE, event.language());
        show(event.channelId(), event.visibility());
    }

    @EventHandler
    void on(RecommendationFollowed event) {
        changes.hash(Key.channel(event.channelId())).set(Field.RECOMMENDATION, event.recommendationId());
    }

    /** A channel's videos come to light with it, and vanish with it. */
    private void show(String channelId, String visibility) {
        if (Visibility.isPublic(visibility)) {
            changes.add(Key.PUBLIC_CHANNELS, channelId);
        } else {
            changes.remove(Key.PUBLIC_CHANNELS, channelId);
        }
        changes.mirror(Key.PUBLIC_VIDEOS, Key.PUBLIC_CHANNELS, channelId, Key.publicVideos(channelId), null);
    }

    private HashChanges changed(String channelId, Instant at) {
        return changes.hash(Key.channel(channelId)).set(Field.UPDATED_AT, Long.toString(at.toEpochMilli()));
    }
}
