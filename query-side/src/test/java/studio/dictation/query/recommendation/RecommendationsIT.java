package studio.dictation.query.recommendation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.TestRedis;
import studio.dictation.query.engine.Written;
import studio.dictation.query.redis.GuardedReads;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of recommendations in a real Redis. */
class RecommendationsIT {
    private static final Instant NOW = Instant.ofEpochMilli(1_000);
    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final TestRedis redis = TestRedis.shared();
    private final Written learners = new Written(redis, Projections.LEARNERS);
    private final RecommendationQueries queries =
            new RecommendationQueries(new GuardedReads(learners.databases(), "learners", 0, Written.TRUSTING));

    @BeforeEach
    void registerSomebody() {
        learners.batch(List.of(registered(ADA, "ada@example.org"), registered(BOB, "bob@example.org")));
    }

    @AfterEach
    void close() {
        learners.close();
    }

    @Test
    void areTheLearnersOwnInTheOrderInWhichTheyWereSubmitted() {
        learners.batch(List.of(recommended(ADA, 1), recommended(BOB, 2)));
        learners.batch(List.of(recommended(ADA, 3)));

        assertThat(queries.handle(new FindRecommendations("ada@example.org"))).containsExactly(
                new RecommendationView("REC_1", "Channel 1", "https://youtube.com/@1", 1, "pending", "en", null),
                new RecommendationView("REC_3", "Channel 3", "https://youtube.com/@3", 3, "pending", "en", null));
        assertThat(queries.handle(new FindRecommendations("nobody@example.org"))).isEmpty();
    }

    @Test
    void standInTheLayoutOfTheDocument() {
        learners.batch(List.of(recommended(ADA, 1)));
        learners.batch(List.of(rejected(ADA, 1, "Not in English")));

        assertThat(text(redis.in(0).hget("user:ada@example.org", "channel_recommendations"))).isEqualTo(
                "[{\"id\":\"REC_1\",\"name\":\"Channel 1\",\"link\":\"https://youtube.com/@1\",\"submittedAt\":1,"
                        + "\"status\":\"rejected\",\"language\":\"en\",\"reason\":\"Not in English\"}]");
        assertThat(text(redis.in(0).hget("idx:recommendations", "REC_1"))).isEqualTo("ada@example.org");
        assertThat(redis.in(0).zscore("idx:recommendation_times", "REC_1".getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    }

    @Test
    void ofAllLearnersAreReadNewestFirstAndPageByPage() {
        learners.batch(List.of(recommended(ADA, 5), recommended(BOB, 7), recommended(ADA, 6)));

        var page = queries.handle(new FindSubmittedRecommendations(null, 2));
        var first = page.recommendations();

        assertThat(first).extracting(SubmittedRecommendationView::id).containsExactly("REC_7", "REC_6");
        assertThat(first).extracting(SubmittedRecommendationView::userEmail).containsExactly("bob@example.org", "ada@example.org");
        assertThat(page.next()).isEqualTo(6);
        assertThat(queries.handle(new FindSubmittedRecommendations(page.next(), 2)).recommendations())
                .extracting(SubmittedRecommendationView::id).containsExactly("REC_5");
        assertThat(queries.handle(new FindSubmittedRecommendations(5L, 2)).recommendations()).isEmpty();
    }

    @Test
    void ofALearnerThatCannotBeReadHideNoOthers() {
        learners.batch(List.of(recommended(ADA, 5), recommended(BOB, 7)));
        redis.in(0).hset("user:bob@example.org", "channel_recommendations", "no JSON".getBytes(StandardCharsets.UTF_8));

        assertThat(queries.handle(new FindSubmittedRecommendations(null, 2)).recommendations())
                .extracting(SubmittedRecommendationView::id).containsExactly("REC_5");
    }

    @Test
    void areListedAsTheyWereSubmittedWhateverCameFirst() {
        learners.batch(List.of(recommended(ADA, 6)));
        learners.batch(List.of(recommended(ADA, 5)));

        assertThat(queries.handle(new FindRecommendations("ada@example.org"))).extracting(RecommendationView::id)
                .containsExactly("REC_5", "REC_6");
    }

    @Test
    void arePendingUntilTheirChannelIsListed() {
        learners.batch(List.of(recommended(ADA, 1)));
        learners.batch(List.of(new ApprovalGiven(ADA, "REC_1", "UC", "Name", "i", "l", "public", "en", NOW)));
        assertThat(one("REC_1").status()).isEqualTo("pending");

        learners.batch(List.of(new RecommendationApproved(ADA, "REC_1", "UC", NOW)));

        assertThat(one("REC_1").status()).isEqualTo("approved");
        assertThat(one("REC_1").name()).isEqualTo("Channel 1");
        assertThat(one("REC_1").reason()).isNull();
    }

    @Test
    void areChangedOneByOne() {
        learners.batch(List.of(recommended(ADA, 1), recommended(ADA, 2), rejected(ADA, 2, "no")));

        assertThat(one("REC_1").status()).isEqualTo("pending");
        assertThat(one("REC_2").status()).isEqualTo("rejected");
        assertThat(one("REC_2").reason()).isEqualTo("no");
        assertThat(queries.handle(new GetRecommendation("REC_3"))).isNull();
    }

    private SubmittedRecommendationView one(String id) {
        return Objects.requireNonNull(queries.handle(new GetRecommendation(id)));
    }

    private static ChannelRecommended recommended(UUID learner, long at) {
        return new ChannelRecommended(learner, "REC_" + at, "Channel " + at, "https://youtube.com/@" + at, "en",
                Instant.ofEpochMilli(at), NOW);
    }

    private static RecommendationRejected rejected(UUID learner, long at, String reason) {
        return new RecommendationRejected(learner, "REC_" + at, reason, NOW);
    }

    private static AccountRegistered registered(UUID id, String email) {
        return new AccountRegistered(id, email, "Ann", "", null, "User", "en", NOW);
    }

    private static String text(byte[] stored) {
        return new String(stored, StandardCharsets.UTF_8);
    }
}
