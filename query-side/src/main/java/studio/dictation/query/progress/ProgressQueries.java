package studio.dictation.query.progress;

import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Json;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Numbers;
import studio.dictation.query.redis.Reads;

/** Answers what learners typed and how long they studied. */
public final class ProgressQueries {
    private static final Codec<Map<String, String>> LINES = Json.mapOf(String.class);
    private final Reads learners;

    /** @param learners database 0 */
    public ProgressQueries(Reads learners) {
        this.learners = learners;
    }

    @QueryHandler
    ProgressView handle(GetProgress query) {
        return progress(Dictations.read(
                        learners,
                        List.of(new Dictations.Of(query.email(), query.channelId() + ":" + query.videoId())),
                        Field.USER_INPUT,
                        Field.CURRENT_TIME,
                        Field.OVERALL_COMPLETION)
                .getFirst());
    }

    @QueryHandler
    @Nullable DurationsView handle(GetDurations query) {
        return durations(learners.hash(Key.user(query.email()), Field.ACCOUNT_ID, Field.DURATION_DATA));
    }

    /** A dictation as it is stored. */
    public static ProgressView progress(Document stored) {
        return new ProgressView(
                stored.value(Field.USER_INPUT, LINES),
                Numbers.number(stored.text(Field.CURRENT_TIME, "0")),
                Numbers.number(stored.text(Field.OVERALL_COMPLETION, "0")));
    }

    static @Nullable DurationsView durations(Document stored) {
        if (!stored.exists()) {
            return null;
        }
        var studied = stored.value(Field.DURATION_DATA, StudyTime.CODEC);
        return (studied == null ? new StudyTime() : studied).view();
    }
}
