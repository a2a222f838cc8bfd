package studio.dictation.query.feedback;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.feedback.ImageAttached;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/** Owns {@code attachment:{imageId}}. */
public final class AttachmentProjection {
    private final Changes changes;

    public AttachmentProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ImageAttached event) {
        changes.put(Key.attachment(event.imageId().toString()),
                "data:" + event.mediaType() + ";base64," + event.content(), null);
    }
}
