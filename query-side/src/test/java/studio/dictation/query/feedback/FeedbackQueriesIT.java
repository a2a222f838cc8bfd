package studio.dictation.query.feedback;

import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.PostgresTestStore;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Node;
import studio.dictation.query.engine.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/** Threads, read from a real Redis. */
class FeedbackQueriesIT {
    private static final String ADA = "ada@example.org";

    private final PostgresTestStore store = PostgresTestStore.create();
    private final TestRedis redis = TestRedis.shared();
    private final Node node = Node.started("a", redis, store.dataSource());
    private final RedisCommands<String, byte[]> learners = redis.in(Projections.LEARNERS.database());
    private final RedisCommands<String, byte[]> catalog = redis.in(Projections.CATALOG.database());
    private final FeedbackQueries feedback = new FeedbackQueries(
            node.engine().reads(Projections.LEARNERS.name()), node.engine().reads(Projections.CATALOG.name()));
    private final List<MessageView> thread = new ArrayList<>();

    @BeforeEach
    void registerALearner() {
        node.awaitCaughtUp();
        learners.hset("user:" + ADA, Map.of("account_id", bytes(new UUID(0, 1).toString())));
    }

    @AfterEach
    void close() {
        node.close();
        store.close();
    }

    @Test
    void haveNothingAtFirst() {
        assertThat(read(null, 10)).isEmpty();
        assertThat(feedback.handle(new MeasureFeedback(ADA))).isEqualTo(new FeedbackSizeView(0, 0));
        assertThat(feedback.handle(new FindFeedbackThreads(null, 10))).isEmpty();
        assertThat(feedback.handle(new FindFeedback("nobody@example.org", null, 10))).isNull();
    }

    @Test
    void showTheirImages() {
        say(1, "image", "another image");
        say(2);

        assertThat(read(null, 10)).extracting(MessageView::images)
                .containsExactly(List.of("image", "another image"), List.of());
        assertThat(feedback.handle(new MeasureFeedback(ADA)).messages()).isEqualTo(2);
    }

    @Test
    void leaveOutImagesThatAreGone() {
        say(1, "image", "another image");
        catalog.del("attachment:1-0");

        assertThat(read(null, 10)).extracting(MessageView::images).containsExactly(List.of("another image"));
    }

    @Test
    void showTheNewestImagesAsFarAsTheyFit() {
        var large = "x".repeat(FeedbackQueries.MOST_IMAGE_CHARACTERS / 3);
        say(1, large);
        say(2, large, large);
        say(3, large);

        assertThat(read(null, 10)).extracting(message -> message.images().size()).containsExactly(0, 2, 1);
        assertThat(read(3L, 10)).extracting(message -> message.images().size()).containsExactly(1, 2);
        assertThat(read(2L, 1)).extracting(message -> message.images().size()).containsExactly(1);
    }

    @Test
    void areFoundByTheirNewestMessage() {
        IntStream.range(0, 5).forEach(i ->
                learners.zadd("idx:feedback", 1_793_534_400_040L + i, bytes("learner%d@example.org".formatted(i))));

        var first = feedback.handle(new FindFeedbackThreads(null, 2));

        assertThat(first).containsExactly(
                new FeedbackThreadView("learner4@example.org", 1_793_534_400_044L),
                new FeedbackThreadView("learner3@example.org", 1_793_534_400_043L));
        assertThat(feedback.handle(new FindFeedbackThreads(1_793_534_400_043L, 9))).extracting(FeedbackThreadView::email)
                .containsExactly("learner2@example.org", "learner1@example.org", "learner0@example.org");
        assertThat(feedback.handle(new FindFeedbackThreads(1_793_534_400_040L, 9))).isEmpty();
    }

    private List<MessageView> read(@Nullable Long before, int most) {
        return Objects.requireNonNull(feedback.handle(new FindFeedback(ADA, before, most))).messages();
    }

    private void say(long at, String... images) {
        var ids = IntStream.range(0, images.length).mapToObj(i -> at + "-" + i).toList();
        IntStream.range(0, images.length).forEach(i -> catalog.set("attachment:" + ids.get(i), bytes(images[i])));
        thread.add(new MessageView("FB_" + at, "Ada", "user", "See", ADA, at, ids));
        learners.hset("user:" + ADA, "feedback_messages", Messages.CODEC.write(thread));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
