package studio.dictation.command.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;

/** What editors do to the transcript of a video. */
class VideoTranscriptTest {
    private static final String CHANNEL = "deep_look";
    private static final String ID = "dQw4w9WgX-_";
    private static final VideoRef VIDEO = new VideoRef(CHANNEL, ID);
    private static final Instant BEFORE = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.002Z");
    private static final TranscriptVersion FIRST = new TranscriptVersion(1, 1);
    private static final TranscriptVersion SECOND = new TranscriptVersion(1, 2);
    private static final TranscriptVersion THIRD = new TranscriptVersion(1, 3);

    private static final TranscriptLine HELLO = new TranscriptLine(0, 1.5, "Hello.");
    private static final TranscriptLine ANTS = new TranscriptLine(1.5, 3, "[Music] Ants!");
    private static final TranscriptLine BEES = new TranscriptLine(1.5, 3, "Bees!");
    private static final List<TranscriptLine> UPLOADED = List.of(HELLO, ANTS);
    private static final List<TranscriptLine> CHANGED = List.of(HELLO, BEES);
    private static final TranscriptFilters MUSIC = new TranscriptFilters(List.of("[music]"));

    private static final Object LISTED = new VideoListed(CHANNEL, ID, 1, "https://youtu.be/" + ID, "Ants", "public", BEFORE);
    private static final Object STORED = new TranscriptStored(CHANNEL, ID, 1, UPLOADED, "uploaded_srt", BEFORE);
    private static final Object EDITED = new TranscriptEdited(CHANNEL, ID, 1, CHANGED, true, BEFORE);

    private AggregateTestFixture<Video> video;

    @BeforeEach
    void atNow() {
        video = new AggregateTestFixture<>(Video.class);
        video.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private TestExecutor<Video> untouched() {
        return video.given(LISTED, STORED);
    }

    private TestExecutor<Video> edited() {
        return video.given(LISTED, STORED, EDITED);
    }

    private static TranscriptEdited edit(List<TranscriptLine> lines, boolean keepsOriginal) {
        return new TranscriptEdited(CHANNEL, ID, 1, lines, keepsOriginal, NOW);
    }

    private static TranscriptRestored restoration(List<TranscriptLine> lines) {
        return new TranscriptRestored(CHANNEL, ID, 1, lines, NOW);
    }

    private static EditTranscript replace(TranscriptVersion seen, TranscriptLine... lines) {
        return new EditTranscript(VIDEO, Set.of(seen), List.of(lines));
    }

    private static EditTranscriptLine replaceLine(TranscriptVersion seen, int index, TranscriptLine line) {
        return new EditTranscriptLine(VIDEO, Set.of(seen), index, line);
    }

    private static ApplyFilters filter(TranscriptVersion seen, TranscriptFilters filters) {
        return new ApplyFilters(VIDEO, Set.of(seen), filters);
    }

    private static RestoreTranscript restore(TranscriptVersion seen, List<TranscriptLine> uploaded) {
        return new RestoreTranscript(VIDEO, Set.of(seen), uploaded);
    }

    private static EditedTranscript answer(TranscriptVersion version, List<TranscriptLine> lines) {
        return new EditedTranscript(version, lines);
    }

    static Stream<Command> commands() {
        return Stream.of(
                replace(FIRST, BEES),
                replaceLine(FIRST, 0, BEES),
                replaceLine(FIRST, 9, BEES),
                filter(FIRST, MUSIC),
                restore(FIRST, UPLOADED));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isNotChangedByWhoHasNotSeenWhatItIs(Command command) {
        video.given(LISTED, STORED, new TranscriptEdited(CHANNEL, ID, 1, List.of(ANTS, ANTS), true, BEFORE))
                .when(command).expectException(TranscriptChanged.class)
                .expectExceptionMessage("The transcript was changed in the meantime, please load it again").expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isNotChangedByWhoHasSeenAnEarlierListing(Command command) {
        video.given(LISTED, STORED, new VideoListed(CHANNEL, ID, 2, "l", "t", "public", BEFORE),
                        new TranscriptStored(CHANNEL, ID, 2, List.of(ANTS), "youtube", BEFORE))
                .when(command).expectException(TranscriptChanged.class).expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isNoneWhereThereIsNoVideo(Command command) {
        video.givenNoPriorActivity().when(command).expectException(VideoNotListed.class).expectNoEvents();
    }

    @Test
    void isChangedByWhoHasSeenItAmongOthers() {
        edited().when(new EditTranscript(VIDEO, Set.of(FIRST, SECOND), List.of(BEES)))
                .expectEvents(edit(List.of(BEES), false)).expectResultMessagePayload(answer(THIRD, List.of(BEES)));
        edited().when(new EditTranscript(VIDEO, Set.of(), List.of(BEES))).expectException(TranscriptChanged.class);
    }

    @Nested
    class EditedAsAWhole {
        @Test
        void keepsTheOriginalOnce() {
            untouched().when(replace(FIRST, HELLO, BEES)).expectEvents(edit(CHANGED, true))
                    .expectResultMessagePayload(answer(SECOND, CHANGED));
            edited().when(replace(SECOND, BEES)).expectEvents(edit(List.of(BEES), false))
                    .expectResultMessagePayload(answer(THIRD, List.of(BEES)));
        }

        @Test
        void staysAsItIsIfItReadsSoAlready() {
            edited().when(replace(FIRST, HELLO, BEES)).expectNoEvents().expectResultMessagePayload(answer(SECOND, CHANGED));
        }

        @Test
        void keepsNothingWhereThereWasNothing() {
            video.given(LISTED).when(replace(new TranscriptVersion(1, 0), BEES)).expectEvents(edit(List.of(BEES), false));
        }

        @Test
        void keepsTheOriginalAgainAfterItWasRestored() {
            video.given(LISTED, STORED, EDITED, new TranscriptRestored(CHANNEL, ID, 1, UPLOADED, BEFORE))
                    .when(replace(THIRD, BEES)).expectEvents(edit(List.of(BEES), true));
        }
    }

    @Nested
    class EditedByTheSentence {
        @Test
        void keepsTheOriginalOnce() {
            untouched().when(replaceLine(FIRST, 1, BEES)).expectEvents(edit(CHANGED, true))
                    .expectResultMessagePayload(answer(SECOND, CHANGED));
            edited().when(replaceLine(SECOND, 0, BEES)).expectEvents(edit(List.of(BEES, BEES), false));
        }

        @Test
        void staysAsItIsIfItReadsSoAlready() {
            edited().when(replaceLine(FIRST, 1, BEES)).expectNoEvents();
        }

        @Test
        void hasNoSentenceBehindTheLast() {
            untouched().when(replaceLine(FIRST, 2, BEES)).expectException(InvalidInput.class)
                    .expectExceptionMessage("Invalid transcript index").expectNoEvents();
            video.given(LISTED).when(replaceLine(new TranscriptVersion(1, 0), 0, BEES)).expectException(InvalidInput.class);
        }
    }

    @Nested
    class Filtered {
        private static final List<TranscriptLine> LEFT = List.of(HELLO, new TranscriptLine(1.5, 3, "Ants!"));

        @Test
        void losesWhatMatchesAndSaysHowOften() {
            untouched().when(filter(FIRST, MUSIC)).expectEvents(edit(LEFT, true))
                    .expectResultMessagePayload(new FilteredTranscript(SECOND, LEFT, Map.of("[music]", 1)));
        }

        @Test
        void keepsTheOriginalOnceEvenIfNothingMatches() {
            var nothing = new TranscriptFilters(List.of("nothing"));
            untouched().when(filter(FIRST, nothing)).expectEvents(edit(UPLOADED, true));
            edited().when(filter(FIRST, nothing)).expectNoEvents()
                    .expectResultMessagePayload(new FilteredTranscript(SECOND, CHANGED, Map.of("nothing", 0)));
        }

        @Test
        void mayLoseEverythingAndIsNoneThen() {
            var everything = new TranscriptFilters(List.of("hello.", "bees!"));
            edited().when(filter(SECOND, everything)).expectEvents(edit(List.of(), false));
            video.given(LISTED, STORED, new TranscriptEdited(CHANNEL, ID, 1, List.of(), true, BEFORE))
                    .when(filter(SECOND, everything)).expectException(TranscriptMissing.class)
                    .expectExceptionMessage("No transcript found for video " + ID);
        }
    }

    @Nested
    class Restored {
        @Test
        void isWhatItWasBeforeTheFirstEdit() {
            edited().when(restore(SECOND, List.of())).expectEvents(restoration(UPLOADED))
                    .expectResultMessagePayload(answer(THIRD, UPLOADED));
        }

        @Test
        void comesBackEvenWhereNothingWasLeft() {
            video.given(LISTED, STORED, new TranscriptEdited(CHANNEL, ID, 1, List.of(), true, BEFORE))
                    .when(restore(SECOND, List.of())).expectEvents(restoration(UPLOADED));
        }

        @Test
        void isTheUploadedFileIfNoOriginalIsKept() {
            video.given(LISTED).when(restore(new TranscriptVersion(1, 0), UPLOADED)).expectEvents(restoration(UPLOADED));
            untouched().when(restore(FIRST, UPLOADED)).expectNoEvents().expectResultMessagePayload(answer(FIRST, UPLOADED));
        }

        @Test
        void isNeverEmpty() {
            untouched().when(restore(FIRST, List.of())).expectException(TranscriptMissing.class)
                    .expectExceptionMessage("SRT file not found and no original transcript available for video " + ID)
                    .expectNoEvents();
        }
    }

    @Nested
    class Refined {
        private static final Object MARKED = new RefinementMarked(CHANNEL, ID, 1, true, BEFORE);

        @Test
        void isSaidOnceAndSince() {
            untouched().when(new MarkRefinement(VIDEO, true))
                    .expectEvents(new RefinementMarked(CHANNEL, ID, 1, true, NOW)).expectResultMessagePayload(NOW);
            video.given(LISTED, STORED, MARKED).when(new MarkRefinement(VIDEO, true)).expectNoEvents()
                    .expectResultMessagePayload(BEFORE);
        }

        @Test
        void isTakenBackOnce() {
            video.given(LISTED, STORED, MARKED).when(new MarkRefinement(VIDEO, false))
                    .expectEvents(new RefinementMarked(CHANNEL, ID, 1, false, NOW)).expectResultMessagePayload(NOW);
            untouched().when(new MarkRefinement(VIDEO, false)).expectNoEvents().expectResultMessagePayload(NOW);
        }

        @Test
        void isForgottenWithTheListing() {
            video.given(LISTED, STORED, MARKED, new VideoListed(CHANNEL, ID, 2, "l", "t", "public", BEFORE))
                    .when(new MarkRefinement(VIDEO, true)).expectEvents(new RefinementMarked(CHANNEL, ID, 2, true, NOW));
        }

        @Test
        void changesNoTranscript() {
            video.given(LISTED, STORED, MARKED).when(replace(FIRST, HELLO, BEES)).expectEvents(edit(CHANGED, true));
        }

        @Test
        void isSaidOfListedVideosOnly() {
            video.givenNoPriorActivity().when(new MarkRefinement(VIDEO, true)).expectException(VideoNotListed.class);
        }
    }
}
