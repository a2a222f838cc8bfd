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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VideoTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final String LINK = "https://youtu.be/dQw4w9WgX-_";
    private static final List<TranscriptLine> LINES = List.of(new TranscriptLine(0, 1.5, "Hello."));
    private static final Object[] LISTED = {
        new VideoListed("deep_look", "dQw4w9WgX-_", 1, LINK, "Ants", "private", NOW),
        new SubtitlesUploaded("deep_look", "dQw4w9WgX-_", 1, "the file", NOW),
        new TranscriptStored("deep_look", "dQw4w9WgX-_", 1, LINES, "uploaded_srt", NOW)
    };

    private AggregateTestFixture<Video> video;

    @BeforeEach
    void atNow() {
        video = new AggregateTestFixture<>(Video.class);
        video.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void isListedWithWhatThereIsToWriteDown() {
        video.givenNoPriorActivity().when(list("Ants")).expectEvents(LISTED);
    }

    @Test
    void isNotListedTwice() {
        video.given(LISTED).when(list("Ants")).expectException(VideoAlreadyListed.class)
                .expectExceptionMessage("Video dQw4w9WgX-_ already exists in channel deep_look").expectNoEvents();
        assertThat(new VideoAlreadyListed(VIDEO).kind()).isEqualTo(Rejection.Kind.CONFLICT);
    }

    @Test
    void isRefusedWithoutATitle() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> list(" "))
                .withMessage("Title is required for video dQw4w9WgX-_")
                .satisfies(refusal -> assertThat(refusal.errors())
                        .containsExactly(new FieldError("title", "is required")));
    }

    @Nested
    class WithoutSubtitles {
        private static final VideoListed BARE = (VideoListed) LISTED[0];
        private static final TranscriptStored FETCHED =
                new TranscriptStored("deep_look", "dQw4w9WgX-_", 1, LINES, "yt_dlp", NOW);

        @Test
        void isListedWithNothingToWriteDownYet() {
            video.givenNoPriorActivity().when(new ListVideo(VIDEO, LINK, "Ants", "private", null)).expectEvents(BARE);
        }

        @Test
        void keepsATranscriptThatWasFetched() {
            video.given(BARE).when(store(1)).expectEvents(FETCHED);
        }

        @Test
        void keepsOnlyTheFirstOne() {
            video.given(BARE, FETCHED).when(store(1)).expectNoEvents();
            video.given(LISTED).when(store(1)).expectNoEvents();
        }

        @Test
        void keepsNoneThatWasFetchedForAnotherListing() {
            video.given(BARE).when(store(2)).expectNoEvents();
        }

        @Test
        void keepsNoneThatIsEmpty() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new StoreTranscript(VIDEO, 1, List.of(), "youtube"));
        }

        private static StoreTranscript store(int listing) {
            return new StoreTranscript(VIDEO, listing, LINES, "yt_dlp");
        }
    }

    private static ListVideo list(String title) {
        return new ListVideo(VIDEO, LINK, title, "private", new Subtitles("the file", LINES, 0));
    }
}
