package studio.dictation.command.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.events.feedback.ImageAttached;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Protects: a message's id is that of no other message, and its images come with it or not at all. A message is an aggregate of
 * its own, not its thread: to say one word more nobody has to load every image sent before.
 */
@AggregateRoot(type = FeedbackMessage.TYPE)
@Revision("1")
public class FeedbackMessage {
    static final String TYPE = "feedback";

    @AggregateIdentifier
    private @Nullable String id;

    FeedbackMessage() {}

    static String streamId(Instant at) {
        return TYPE + ":" + at.toEpochMilli();
    }

    static String messageId(Instant at) {
        return "FB_" + at.toEpochMilli();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(GiveFeedback command) {
        requireNew();
        attach(command.accountId(), command.images(), command.at());
        apply(new FeedbackGiven(command.accountId(), command.messageId(), command.email(), command.sender(),
                command.message(), ids(command.images()), command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(AnswerFeedback command) {
        requireNew();
        attach(command.accountId(), command.images(), command.at());
        apply(new FeedbackAnswered(command.accountId(), command.messageId(), command.email(), command.sender(),
                command.response(), ids(command.images()), command.at()));
    }

    private void requireNew() {
        if (id != null) {
            throw new MillisecondTaken();
        }
    }

    private static void attach(UUID accountId, List<Image> images, Instant at) {
        images.forEach(image -> apply(new ImageAttached(accountId, messageId(at), image.id(), image.mediaType(),
                image.content(), at)));
    }

    private static List<UUID> ids(List<Image> images) {
        return images.stream().map(Image::id).toList();
    }

    @EventSourcingHandler
    void on(ImageAttached event) {
        id = streamId(event.occurredAt());
    }

    @EventSourcingHandler
    void on(FeedbackGiven event) {
        id = streamId(event.occurredAt());
    }

    @EventSourcingHandler
    void on(FeedbackAnswered event) {
        id = streamId(event.occurredAt());
    }
}
