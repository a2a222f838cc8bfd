package studio.dictation.command.progress;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.CustomTypeSafeMatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;

import static org.assertj.core.api.Assertions.assertThat;

class DictationProgressTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final VideoTitles TITLES = new VideoTitles("Deep Look", "Ants", "https://youtu.be/dQw4w9WgX-_");
    private static final VideoTitles RENAMED = new VideoTitles("Deep Look", "More ants", "https://youtu.be/dQw4w9WgX-_");

    @Nested
    class Opening {
        @Test
        void beginsADictation() {
            dictation().givenNoPriorActivity().when(open()).expectEvents(opened());
        }

        @Test
        void twiceBeginsItOnce() {
            dictation().given(opened()).when(open()).expectNoEvents();
        }

        @Test
        void leavesASavedDictationAlone() {
            dictation().given(saved(Map.of("0", "a"), List.of(), TITLES)).when(open()).expectNoEvents();
        }

        @Test
        void anotherListingIsAnotherDictation() {
            assertThat(new OpenDictation(ADA, VIDEO, 2, TITLES).streamId())
                    .isEqualTo("progress:" + ADA + ":deep_look:dQw4w9WgX-_:2")
                    .isNotEqualTo(open().streamId());
        }
    }

    @Nested
    class Saving {
        @Test
        void beginsTheDictationIfNobodyDid() {
            dictation().givenNoPriorActivity().when(save(Map.of("0", "a")))
                    .expectEvents(saved(Map.of("0", "a"), List.of(), TITLES));
        }

        @Test
        void storesLinesThatAreNewOrDiffer() {
            dictation().given(opened(), saved(Map.of("0", "a", "1", "b"), List.of(), null))
                    .when(save(Map.of("0", "a", "1", "B", "2", "c")))
                    .expectEvents(saved(Map.of("1", "B", "2", "c"), List.of(), null));
        }

        @Test
        void storesLinesThatAreGone() {
            dictation().given(opened(), saved(Map.of("0", "a", "1", "b"), List.of(), null))
                    .when(save(Map.of("0", "a")))
                    .expectEvents(saved(Map.of(), List.of("1"), null));
        }

        @Test
        void tellsAnEmptyLineFromNone() {
            dictation().given(opened(), saved(Map.of("0", "a"), List.of(), null)).when(save(Map.of("0", "")))
                    .expectEvents(saved(Map.of("0", ""), List.of(), null));
        }

        @Test
        void storesTitlesOnlyWhenTheyChanged() {
            dictation().given(opened()).when(new SaveProgress(ADA, VIDEO, 1, RENAMED, Map.of(), 5, 50, 1_500))
                    .expectEvents(saved(Map.of(), List.of(), RENAMED));
            dictation().given(opened(), saved(Map.of(), List.of(), RENAMED))
                    .when(new SaveProgress(ADA, VIDEO, 1, RENAMED, Map.of(), 5, 50, 1_500))
                    .expectEvents(saved(Map.of(), List.of(), null));
        }

        @Test
        void ofNothingNewStillRecordsWhen() {
            dictation().given(opened(), saved(Map.of("0", "a"), List.of(), null))
                    .when(new SaveProgress(ADA, VIDEO, 1, TITLES, Map.of("0", "a"), 1.75e12, 50, 0))
                    .expectEvents(new ProgressSaved(ADA, VIDEO.channelId(), VIDEO.videoId(), 1, Map.of(), List.of(),
                            1.75e12, 50, 0, null, NOW));
        }

        @Test
        void twiceStoresTheLinesOnce() {
            dictation().givenCommands(open(), save(Map.of("0", "a"))).when(save(Map.of("0", "a")))
                    .expectEvents(saved(Map.of(), List.of(), null));
        }
    }

    @RepeatedTest(30)
    void whateverIsSavedReplaysToTheLastSave(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var events = new ArrayList<Object>();
        var replayed = new HashMap<String, String>();
        for (int i = 0; i < 12; i++) {
            var typed = typed(random);
            dictation().given(events).when(save(typed)).expectSuccessfulHandlerExecution()
                    .expectEventsMatching(new CustomTypeSafeMatcher<>("one save that leads to " + typed) {
                        @Override
                        protected boolean matchesSafely(List<? super EventMessage<?>> found) {
                            var message = (EventMessage<?>) found.getFirst();
                            var event = (ProgressSaved) message.getPayload();
                            events.add(event);
                            event.clearedLines().forEach(replayed::remove);
                            replayed.putAll(event.changedLines());
                            return found.size() == 1 && replayed.equals(typed);
                        }
                    });
        }
        assertThat(events).hasSize(12);
    }

    private static Map<String, String> typed(Random random) {
        var typed = new HashMap<String, String>();
        for (int line = 0; line < 10; line++) {
            if (random.nextInt(3) > 0) {
                typed.put(String.valueOf(line), "text " + random.nextInt(3));
            }
        }
        return typed;
    }

    private static AggregateTestFixture<DictationProgress> dictation() {
        var dictation = new AggregateTestFixture<>(DictationProgress.class);
        dictation.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
        return dictation;
    }

    private static OpenDictation open() {
        return new OpenDictation(ADA, VIDEO, 1, TITLES);
    }

    private static DictationOpened opened() {
        return new DictationOpened(ADA, VIDEO.channelId(), VIDEO.videoId(), 1, TITLES, NOW);
    }

    private static SaveProgress save(Map<String, String> typed) {
        return new SaveProgress(ADA, VIDEO, 1, TITLES, typed, 5, 50, 1_500);
    }

    private static ProgressSaved saved(Map<String, String> changed, List<String> cleared, @Nullable VideoTitles titles) {
        return new ProgressSaved(ADA, VIDEO.channelId(), VIDEO.videoId(), 1, changed, cleared, 5, 50, 1_500, titles, NOW);
    }
}
