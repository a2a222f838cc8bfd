package studio.dictation.command.recommendation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecommendationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final Instant SENT = Instant.ofEpochMilli(1_772_355_600_000L);
    private static final String ID = "REC_1772355600000";
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");
    private static final String LINK = "https://www.youtube.com/@deeplook";
    private static final ChannelRecommended RECOMMENDED =
            new ChannelRecommended(ADA, ID, "Deep Look", LINK, "en", SENT, NOW);
    private static final ApproveRecommendation APPROVE = approve("deep_look");
    private static final ApprovalGiven GIVEN =
            new ApprovalGiven(ADA, ID, "deep_look", "Deep Look", "https://img.example/a.png", LINK, "public", "en", NOW);
    private static final RecommendationApproved APPROVED = new RecommendationApproved(ADA, ID, "deep_look", NOW);
    private static final RecommendationRejected REJECTED = new RecommendationRejected(ADA, ID, "No room", NOW);
    private static final RecommendationRejected EXISTS = new RecommendationRejected(ADA, ID, "Channel already exists", NOW);

    private AggregateTestFixture<Recommendation> recommendation;

    @BeforeEach
    void atNow() {
        recommendation = new AggregateTestFixture<>(Recommendation.class);
        recommendation.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Nested
    class Submitted {
        @Test
        void isNamedByItsMillisecond() {
            recommendation.givenNoPriorActivity().when(recommend(ADA, 99)).expectEvents(RECOMMENDED);
        }

        @Test
        void isTheOnlyOneOfItsMillisecond() {
            recommendation.given(RECOMMENDED).when(recommend(ADA, 0)).expectException(MillisecondTaken.class).expectNoEvents();
            recommendation.given(RECOMMENDED).when(recommend(BOB, 0)).expectException(MillisecondTaken.class).expectNoEvents();
            recommendation.given(RECOMMENDED).when(new RecommendChannel(SENT, ADA, "Other", LINK, "en", 0))
                    .expectException(MillisecondTaken.class).expectNoEvents();
        }

        @Test
        void isRefusedWhileAHundredWait() {
            recommendation.givenNoPriorActivity().when(recommend(ADA, 100))
                    .expectException(TooManyRecommendations.class).expectNoEvents();
        }

        @ParameterizedTest
        @CsvSource({
            "'', en, Name, Channel link is required, link",
            "' ', '', '', Channel link is required, link language name",
            "l, '', Name, Channel language is required, language",
            "l, en, ' ', Channel name is required, name",
            "javascript:alert(1), en, Name, link must be the address of a page, link",
            "java\tscript:alert(1), en, Name, link must be the address of a page, link",
            "'data:text/html,x', en, Name, link must be the address of a page, link",
            "https://, en, Name, link must be the address of a page, link"
        })
        void hasALinkALanguageAndAName(String link, String language, String name, String error, String fields) {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> new RecommendChannel(SENT, ADA, name, link, language, 0))
                    .withMessage(error)
                    .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                            .containsExactly(fields.split(" ", -1)));
        }

        @Test
        void isNotEndless() {
            assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new RecommendChannel(
                            SENT, ADA, "n".repeat(201), "https://youtube.com/" + "l".repeat(2_048), "e".repeat(33), 0))
                    .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                            .containsExactly("link", "language", "name"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://youtube.com/@x", "HTTP://youtube.com/c/x", "youtube.com/@x", " www.youtube.com/channel/UC1?x=y:z "})
        void leadsToAPage(String link) {
            assertThatCode(() -> new RecommendChannel(SENT, ADA, "n", link, "en", 0)).doesNotThrowAnyException();
        }

        @Test
        void isNotPrinted() {
            assertThat(recommend(ADA, 0).toString()).doesNotContain("Deep Look", LINK);
        }
    }

    @Nested
    class Approved {
        @Test
        void isWhatAnAdministratorSays() {
            recommendation.given(RECOMMENDED).when(APPROVE).expectEvents(GIVEN);
        }

        @Test
        void isSoOnceItsChannelIsListed() {
            recommendation.given(RECOMMENDED, GIVEN).when(new ConcludeApproval(ID, null)).expectEvents(APPROVED);
        }

        @Test
        void isRejectedWhenItsChannelCouldNotBeListed() {
            recommendation.given(RECOMMENDED, GIVEN).when(new ConcludeApproval(ID, "Channel already exists"))
                    .expectEvents(EXISTS);
        }

        @Test
        void isConcludedOnce() {
            recommendation.given(RECOMMENDED, GIVEN, APPROVED).when(new ConcludeApproval(ID, null)).expectNoEvents();
            recommendation.given(RECOMMENDED, GIVEN, APPROVED).when(new ConcludeApproval(ID, "x")).expectNoEvents();
            recommendation.given(RECOMMENDED, GIVEN, EXISTS).when(new ConcludeApproval(ID, null)).expectNoEvents();
            recommendation.given(RECOMMENDED).when(new ConcludeApproval(ID, null)).expectNoEvents();
        }

        @Test
        void isTheSameTheSecondTimeWhateverCameOfIt() {
            recommendation.given(RECOMMENDED, GIVEN).when(APPROVE).expectNoEvents();
            recommendation.given(RECOMMENDED, GIVEN, APPROVED).when(APPROVE).expectNoEvents();
            recommendation.given(RECOMMENDED, GIVEN, EXISTS).when(APPROVE).expectNoEvents();
        }

        @Test
        void isDecided() {
            recommendation.given(RECOMMENDED, GIVEN).when(approve("other")).expectException(RecommendationDecided.class);
            recommendation.given(RECOMMENDED, GIVEN).when(reject("No room")).expectException(RecommendationDecided.class);
            recommendation.given(RECOMMENDED, GIVEN, APPROVED).when(reject("No room")).expectException(RecommendationDecided.class);
            recommendation.given(RECOMMENDED, GIVEN, EXISTS).when(approve("other")).expectException(RecommendationDecided.class);
        }

        @Test
        void hasWhatItTakesToListAChannel() {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> new ApproveRecommendation(ID, "a:b", " ", "", "", "public", "en"))
                    .withMessage("Invalid input for channel a:b. Name, id, and image_url are required.")
                    .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                            .containsExactly("channelId", "name", "imageUrl"));
        }
    }

    @Nested
    class Rejected {
        @Test
        void isSoForAReason() {
            recommendation.given(RECOMMENDED).when(reject(" No room ")).expectEvents(REJECTED);
        }

        @Test
        void isTheSameTheSecondTime() {
            recommendation.given(RECOMMENDED, REJECTED).when(reject("No room")).expectNoEvents();
        }

        @Test
        void isDecided() {
            recommendation.given(RECOMMENDED, REJECTED).when(reject("Other")).expectException(RecommendationDecided.class);
            recommendation.given(RECOMMENDED, REJECTED).when(APPROVE).expectException(RecommendationDecided.class);
        }

        @Test
        void hasAReasonOfAtMostAThousandCharacters() {
            assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> reject("r".repeat(1_001)))
                    .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("reason"));
        }
    }

    @Nested
    class Unknown {
        @Test
        void isNotFound() {
            recommendation.givenNoPriorActivity().when(APPROVE).expectException(RecommendationUnknown.class).expectNoEvents();
            recommendation.givenNoPriorActivity().when(reject("x")).expectException(RecommendationUnknown.class);
            recommendation.givenNoPriorActivity().when(new ConcludeApproval(ID, null)).expectException(RecommendationUnknown.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1", "REC_", "REC_x", "rec_1", "REC_1234567890123456", "REC_1:2"})
        void isWhatHasNoSuchName(String id) {
            assertThatExceptionOfType(RecommendationUnknown.class)
                    .isThrownBy(() -> new RejectRecommendation(id, "x").streamId())
                    .withMessage("Recommendation not found");
        }
    }

    private static RecommendChannel recommend(UUID learner, int waiting) {
        return new RecommendChannel(SENT, learner, " Deep Look", LINK + " ", "en", waiting);
    }

    private static ApproveRecommendation approve(String channelId) {
        return new ApproveRecommendation(ID, channelId, "Deep Look", "https://img.example/a.png", LINK, "public", "en");
    }

    private static RejectRecommendation reject(String reason) {
        return new RejectRecommendation(ID, reason);
    }
}
