package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of a video after it was listed. */
class VideoLifeTest {
    private static final Instant THEN = Instant.parse("2026-02-01T09:00:00.001Z");
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final String LINK = "https://youtu.be/dQw4w9WgX-_";
    private static final List<TranscriptLine> LINES = List.of(new TranscriptLine(0, 1.5, "Hello."));
    private static final VideoListed LISTED = listed(1, THEN);
    private static final VideoRemoved REMOVED = new VideoRemoved("deep_look", "dQw4w9WgX-_", 1, NOW);

    private AggregateTestFixture<Video> video;

    @BeforeEach
    void atNow() {
        video = new AggregateTestFixture<>(Video.class);
        video.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Nested
    class Revised {
        @Test
        void keepsWhatIsNotSaidAndTheInstantOfItsListing() {
            video.given(LISTED).when(new ReviseVideo(VIDEO, "Bees", null, null)).expectEvents(revised("Bees", "private"));
            video.given(LISTED).when(ReviseVideo.visibility(VIDEO, "public")).expectEvents(revised("Ants", "public"));
            video.given(LISTED, revised("Bees", "private"))
                    .when(ReviseVideo.visibility(VIDEO, "public"))
                    .expectEvents(revised("Bees", "public"));
        }

        @Test
        void staysAsItIsWhenDescribedTheSame() {
            video.given(LISTED).when(new ReviseVideo(VIDEO, "Ants", "private", LINK)).expectNoEvents();
            video.given(LISTED, revised("Bees", "public"))
                    .when(new ReviseVideo(VIDEO, "Bees", "public", null))
                    .expectNoEvents();
        }

        @Test
        void hasToBeListed() {
            video.givenNoPriorActivity().when(new ReviseVideo(VIDEO, "Bees", null, null))
                    .expectException(VideoNotListed.class).expectExceptionMessage("Video not found").expectNoEvents();
            video.given(LISTED, REMOVED).when(new ReviseVideo(VIDEO, "Bees", null, null))
                    .expectException(VideoNotListed.class).expectNoEvents();
            assertThat(new VideoNotListed().kind()).isEqualTo(Rejection.Kind.NOT_FOUND);
        }

        @Test
        void isRefusedWithTextsThatAreBlankOrTooLong() {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> new ReviseVideo(VIDEO, " ", "v".repeat(33), "l".repeat(2_049)))
                    .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                            .containsExactly("title", "visibility", "link"));
        }
    }

    @Nested
    class Removed {
        @Test
        void isRemovedAsTheListingItIs() {
            video.given(LISTED).when(new RemoveVideo(VIDEO)).expectEvents(REMOVED);
            video.given(LISTED, REMOVED, listed(2, NOW)).when(new RemoveVideo(VIDEO))
                    .expectEvents(new VideoRemoved("deep_look", "dQw4w9WgX-_", 2, NOW));
        }

        @Test
        void isNotRemovedTwice() {
            video.givenNoPriorActivity().when(new RemoveVideo(VIDEO)).expectException(VideoNotListed.class).expectNoEvents();
            video.given(LISTED, REMOVED).when(new RemoveVideo(VIDEO)).expectException(VideoNotListed.class).expectNoEvents();
        }

        @Test
        void isAnotherListingWhenListedAgain() {
            video.given(LISTED, REMOVED)
                    .when(new ListVideo(VIDEO, LINK, "Ants", "private", new Subtitles("the file", LINES, 0)))
                    .expectEvents(
                            listed(2, NOW),
                            new SubtitlesUploaded("deep_look", "dQw4w9WgX-_", 2, "the file", NOW),
                            new TranscriptStored("deep_look", "dQw4w9WgX-_", 2, LINES, "uploaded_srt", NOW));
        }
    }

    private static VideoListed listed(int listing, Instant at) {
        return new VideoListed("deep_look", "dQw4w9WgX-_", listing, LINK, "Ants", "private", at);
    }

    private static VideoRevised revised(String title, String visibility) {
        return new VideoRevised("deep_look", "dQw4w9WgX-_", 1, LINK, title, visibility, THEN, NOW);
    }
}
