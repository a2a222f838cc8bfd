package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.query.Projections;
import studio.dictation.query.progress.Dictations;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.GuardedReads;

import static org.assertj.core.api.Assertions.assertThat;

/** What learners wrote down of a video that was removed, and of one that was listed again. */
class RemovedVideosIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final UUID ANN = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    private static final AccountRegistered REGISTERED =
            new AccountRegistered(ANN, "ann@example.org", "Ann", "", null, "User", "en", NOW);
    private final TestRedis redis = TestRedis.shared();

    @Test
    void isGoneInWhateverOrderSavesRemovalsAndAReListingAreApplied() {
        // A removal has a sequence of its own: it may be applied anywhere among the learner's events, and more than once.
        var saves = List.<Object>of(saved(1, "0", "old"), saved(1, "1", "old too"), opened(2), saved(2, "3", "new"), saved(1, "0", "late"));
        for (int removedAt = 0; removedAt <= saves.size(); removedAt++) {
            for (boolean together : new boolean[] {false, true}) {
                var events = new ArrayList<Object>(List.of(REGISTERED));
                events.addAll(saves);
                events.add(1 + removedAt, new VideoRemoved("c", "v", 1, NOW));
                events.add(new VideoRemoved("c", "v", 1, NOW));
                assertThat(afterAll(events, together).text(Field.USER_INPUT)).as("%s", events).isEqualTo("{\"3\":\"new\"}");
            }
        }
    }

    @Test
    void isGoneUntilTheVideoIsBegunAnew() {
        var late = List.<Object>of(REGISTERED, saved(1, "0", "old"), new VideoRemoved("c", "v", 1, NOW), saved(1, "0", "late"));
        assertThat(afterAll(late, false).exists()).isFalse();
        assertThat(afterAll(late, true).exists()).isFalse();
    }

    @Test
    void staysGoneWhenAnEarlierRemovalIsAppliedLast() {
        var events = List.<Object>of(
                REGISTERED, saved(2, "0", "old"), new VideoRemoved("c", "v", 2, NOW), new VideoRemoved("c", "v", 1, NOW));
        assertThat(afterAll(events, false).exists()).isFalse();
        assertThat(afterAll(events, true).exists()).isFalse();
        assertThat(redis.in(0).zscore("idx:removed_videos", "c:v".getBytes(StandardCharsets.UTF_8))).isEqualTo(2);
    }

    @Test
    void leavesOtherVideosAlone() {
        assertThat(afterAll(List.of(REGISTERED, saved(1, "0", "mine"), new VideoRemoved("c", "w", 1, NOW)), true)
                        .text(Field.USER_INPUT))
                .isEqualTo("{\"0\":\"mine\"}");
    }

    @Test
    void reListedBeginsWithoutTheFieldsOfTheFormerListing() {
        afterAll(List.of(REGISTERED, opened(1), saved(1, "0", "old"), saved(2, "1", "new")), false);
        assertThat(redis.in(0).hkeys("ann@example.org:c:v")).as("no titles were said").containsExactlyInAnyOrder(
                "userInput", "currentTime", "overallCompletion", "duration", "listing", "updated_at");
    }

    private Document afterAll(List<?> events, boolean together) {
        redis.flushAll();
        try (var learners = new Written(redis, Projections.LEARNERS)) {
            if (together) {
                learners.batch(events);
            } else {
                events.forEach(event -> learners.batch(List.of(event)));
            }
            var reads = new GuardedReads(learners.databases(), "learners", 0, Written.TRUSTING);
            return Dictations.read(reads, List.of(new Dictations.Of("ann@example.org", "c:v")), Field.USER_INPUT).getFirst();
        }
    }

    private static DictationOpened opened(int listing) {
        return new DictationOpened(ANN, "c", "v", listing, new VideoTitles("C", "V", "l"), NOW);
    }

    private static ProgressSaved saved(int listing, String index, String text) {
        return new ProgressSaved(ANN, "c", "v", listing, Map.of(index, text), List.of(), 5, 50, 1_000, null, NOW);
    }
}
