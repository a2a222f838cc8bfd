package studio.dictation.query.feedback;

import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** Owns {@code user:{email}.feedback_messages} and {@code idx:feedback}. */
public final class FeedbackProjection {
    private final Changes changes;

    public FeedbackProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(FeedbackGiven event) {
        add(event.accountId(), new MessageView(event.messageId(), event.sender(), MessageView.LEARNER, event.message(),
                event.email(), event.occurredAt().toEpochMilli(), texts(event.images())));
    }

    @EventHandler
    void on(FeedbackAnswered event) {
        add(event.accountId(), new MessageView(event.messageId(), event.sender(), MessageView.ADMIN, event.message(),
                event.email(), event.occurredAt().toEpochMilli(), texts(event.images())));
    }

    private void add(UUID accountId, MessageView message) {
        changes.hash(Key.user(accountId))
                .update(Field.FEEDBACK_MESSAGES, Messages.CODEC, thread -> Messages.with(thread, message));
        changes.raise(Key.FEEDBACK, message.email(), message.timestamp());
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
