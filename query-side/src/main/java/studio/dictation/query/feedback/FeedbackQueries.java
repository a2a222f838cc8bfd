package studio.dictation.query.feedback;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers what learners and administrators wrote to each other. */
public final class FeedbackQueries {
    /** Text of images in an answer; those of one message fit in any case. */
    static final int MOST_IMAGE_CHARACTERS = 8 << 20;

    /** Images are read so many at a time: not many more than are shown. */
    private static final int IMAGES_AT_ONCE = 4;

    private final Reads learners;
    private final Reads catalog;

    /**
     * @param learners database 0
     * @param catalog  database 1, where the images are
     */
    public FeedbackQueries(Reads learners, Reads catalog) {
        this.learners = learners;
        this.catalog = catalog;
    }

    @QueryHandler
    @Nullable FeedbackView handle(FindFeedback query) {
        var stored = learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.FEEDBACK_MESSAGES);
        if (!stored.exists()) {
            return null;
        }
        var messages = Messages.before(thread(stored), query.before(), query.most());
        var images = images(messages);
        return new FeedbackView(messages.stream()
                .map(message -> message.showing(
                        message.images().stream().map(images::get).filter(Objects::nonNull).toList()))
                .toList());
    }

    @QueryHandler
    FeedbackSizeView handle(MeasureFeedback query) {
        var thread = thread(learners.hash(Key.user(query.email()), Field.FEEDBACK_MESSAGES));
        return new FeedbackSizeView(thread.size(), thread.stream().mapToInt(message -> message.images().size()).sum());
    }

    @QueryHandler
    List<FeedbackThreadView> handle(FindFeedbackThreads query) {
        return learners.highest(Key.FEEDBACK, query.before(), query.most()).stream()
                .map(thread -> new FeedbackThreadView(thread.member(), thread.score()))
                .toList();
    }

    private static List<MessageView> thread(Document account) {
        return Objects.requireNonNullElse(account.value(Field.FEEDBACK_MESSAGES, Messages.CODEC), List.of());
    }

    /** Id → image: those of the newest messages, as many as fit. */
    private Map<String, String> images(List<MessageView> messages) {
        var newestFirst = messages.reversed().stream().flatMap(message -> message.images().stream()).toList();
        Map<String, String> images = new HashMap<>();
        int left = MOST_IMAGE_CHARACTERS;
        for (int from = 0; from < newestFirst.size(); from += IMAGES_AT_ONCE) {
            var ids = newestFirst.subList(from, Math.min(from + IMAGES_AT_ONCE, newestFirst.size()));
            var found = catalog.strings(ids.stream().map(Key::attachment).toList());
            for (int i = 0; i < ids.size(); i++) {
                var image = found.get(i);
                if (image == null) {
                    continue;
                }
                left -= image.length();
                if (left < 0) {
                    return images;
                }
                images.put(ids.get(i), image);
            }
        }
        return images;
    }
}
