package studio.dictation.query.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/** {@code user:{email}.feedback_messages}: a thread, oldest first. */
final class Messages {
    static final Codec<List<MessageView>> CODEC = Json.listOf(MessageView.class);

    private Messages() {}

    /** The thread with one more message, at its place in time: of two that were sent at once, either may come first. */
    static List<MessageView> with(@Nullable List<MessageView> thread, MessageView message) {
        var longer = new ArrayList<>(Objects.requireNonNullElse(thread, List.<MessageView>of()));
        int place = longer.size();
        while (place > 0 && longer.get(place - 1).timestamp() > message.timestamp()) {
            place--;
        }
        longer.add(place, message);
        return longer;
    }

    /** The last messages before an instant, oldest first. */
    static List<MessageView> before(List<MessageView> thread, @Nullable Long before, int most) {
        var earlier = before == null ? thread : thread.stream().filter(message -> message.timestamp() < before).toList();
        return earlier.subList(Math.max(0, earlier.size() - most), earlier.size());
    }
}
