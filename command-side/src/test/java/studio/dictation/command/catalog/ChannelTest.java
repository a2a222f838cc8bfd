package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RecommendationFollowed;
import studio.dictation.events.catalog.TranscriptFiltersSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChannelTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final String IMAGE = "https://img.example/a.png";
    private static final ChannelListed LISTED =
            new ChannelListed("deep_look", "Deep Look", IMAGE, "", "public", "en", NOW);
    private static final ChannelRevised REVISED =
            new ChannelRevised("deep_look", "Deeper Look", IMAGE, "", "private", "en", NOW);

    private static final RecommendationFollowed FOLLOWED = new RecommendationFollowed("deep_look", "REC_1", NOW);

    private AggregateTestFixture<Channel> channel;

    @BeforeEach
    void atNow() {
        channel = new AggregateTestFixture<>(Channel.class);
        channel.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void isListed() {
        channel.givenNoPriorActivity().when(list("Deep Look", "public")).expectEvents(LISTED);
    }

    @Test
    void isRevisedWhenItIsDescribedAnew() {
        channel.given(LISTED).when(list("Deeper Look", "private")).expectEvents(REVISED);
    }

    @Test
    void isRevisedBack() {
        channel.given(LISTED, REVISED).when(list("Deep Look", "public"))
                .expectEvents(new ChannelRevised("deep_look", "Deep Look", IMAGE, "", "public", "en", NOW));
    }

    @Test
    void staysAsItIsWhenDescribedTheSame() {
        channel.given(LISTED).when(list("Deep Look", "public")).expectNoEvents();
        channel.given(LISTED, REVISED).when(list("Deeper Look", "private")).expectNoEvents();
    }

    @Test
    void isListedOfARecommendationOnce() {
        channel.givenNoPriorActivity().when(recommended("REC_1")).expectEvents(LISTED, FOLLOWED);
        channel.given(LISTED, FOLLOWED).when(recommended("REC_1")).expectNoEvents();
        channel.given(LISTED, FOLLOWED, REVISED).when(recommended("REC_1")).expectNoEvents();
    }

    @Test
    void isNotListedOfARecommendationWhenThereIsOne() {
        channel.given(LISTED).when(recommended("REC_1"))
                .expectException(ChannelAlreadyListed.class).expectExceptionMessage("Channel already exists").expectNoEvents();
        channel.given(LISTED, FOLLOWED).when(recommended("REC_2")).expectException(ChannelAlreadyListed.class);
    }

    @Test
    void isRefusedWithoutNameOrPictureOrWithAnOddId() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new ListChannel("a:b", " ", "", "", "public", "en"))
                .withMessage("Invalid input for channel a:b. Name, id, and image_url are required.")
                .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                        .containsExactly("id", "name", "image_url"));
    }

    @Test
    void keepsWhatARevisionDoesNotSay() {
        channel.given(LISTED)
                .when(new ReviseChannel("deep_look", "Deeper Look", null, null, "private", null))
                .expectEvents(REVISED);
        channel.given(LISTED, REVISED)
                .when(new ReviseChannel("deep_look", null, null, "https://example.org", null, "ja"))
                .expectEvents(new ChannelRevised(
                        "deep_look", "Deeper Look", IMAGE, "https://example.org", "private", "ja", NOW));
        channel.given(LISTED).when(new ReviseChannel("deep_look", "Deep Look", null, "", "public", "en")).expectNoEvents();
    }

    @Test
    void hasToBeListedToBeRevised() {
        channel.givenNoPriorActivity()
                .when(new ReviseChannel("deep_look", "Deeper Look", null, null, null, null))
                .expectException(ChannelNotListed.class)
                .expectExceptionMessage("Channel not found")
                .expectNoEvents();
    }

    @Test
    void isNotRevisedToTextsThatAreBlankOrTooLong() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new ReviseChannel("c", " ", "", "l".repeat(2_049), "", "l".repeat(33)))
                .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                        .containsExactly("name", "image_url", "link", "visibility", "language"));
    }

    private static ListRecommendedChannel recommended(String recommendationId) {
        return new ListRecommendedChannel(recommendationId, list("Deep Look", "public"));
    }

    private static ListChannel list(String name, String visibility) {
        return new ListChannel("deep_look", name, IMAGE, "", visibility, "en");
    }

    @Test
    void hasOtherFiltersOnlyIfTheyDiffer() {
        var set = new TranscriptFiltersSet("deep_look", List.of("[music]", "um"), NOW);
        channel.given(LISTED).when(filters("[music]", "um")).expectEvents(set);
        channel.given(LISTED, set).when(filters("[music]", "um", "um")).expectNoEvents();
        channel.given(LISTED, set).when(filters("um", "[music]"))
                .expectEvents(new TranscriptFiltersSet("deep_look", List.of("um", "[music]"), NOW));
    }

    @Test
    void hasFiltersOnlyIfItIsListed() {
        channel.givenNoPriorActivity().when(filters("um")).expectException(ChannelNotListed.class)
                .expectExceptionMessage("Channel not found").expectNoEvents();
    }

    private static SetTranscriptFilters filters(String... texts) {
        return new SetTranscriptFilters("deep_look", TranscriptFilters.of(List.of(texts)));
    }
}
