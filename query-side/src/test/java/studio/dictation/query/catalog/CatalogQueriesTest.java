package studio.dictation.query.catalog;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class CatalogQueriesTest {
    private static final Document PUBLIC = of(Field.VISIBILITY, "public");
    private static final Document PRIVATE = of(Field.VISIBILITY, "private");

    @ParameterizedTest
    @CsvSource({"public, true", "Public, true", "PUBLIC, true", "private, false", "hidden, false", "'', false"})
    void onlyPublicInAnyCaseIsPublic(String visibility, boolean isPublic) {
        assertThat(Visibility.isPublic(visibility)).isEqualTo(isPublic);
        assertThat(VideoQueries.isVisible(of(Field.VISIBILITY, visibility), false)).isEqualTo(isPublic);
        assertThat(VideoQueries.isVisible(of(Field.VISIBILITY, visibility), true)).isTrue();
        assertThat(VideoQueries.isVisible(none(), true)).isFalse();
    }

    @Nested
    class Channels {
        private static ChannelView channel(String visibility, String language) {
            return new ChannelView("c", "n", "i", "", visibility, language, List.of());
        }

        @ParameterizedTest
        @CsvSource({
            "public, en, all, all, false, true",
            "public, en, public, en, false, true",
            "public, en, Public, all, false, false",
            "public, en, all, zh, false, false",
            "private, en, all, all, false, false",
            "private, en, private, all, false, false",
            "private, en, all, all, true, true",
            "private, en, private, en, true, true",
            "private, en, public, all, true, false"
        })
        void passExactFiltersAndExistForWhoMaySeeThem(
                String visibility,
                String language,
                String wanted,
                String wantedLanguage,
                boolean seesAll,
                boolean passes) {
            assertThat(ChannelQueries.passes(
                            channel(visibility, language), new FindChannels(wanted, wantedLanguage, seesAll)))
                    .isEqualTo(passes);
        }

        @Test
        void haveDefaultsForAbsentFields() {
            assertThat(ChannelQueries.channel("c", of(Field.NAME, "News"), List.of("v")))
                    .isEqualTo(new ChannelView("c", "News", "", "", "", "en", List.of("v")));
        }

        @Test
        void thatAreIndexedOnlyAreNone() {
            assertThat(ChannelQueries.channel("c", none(), List.of())).isNull();
        }
    }

    @Nested
    class Videos {
        @Test
        void areUpdatedWhenTheyWereCreatedUnlessStoredOtherwise() {
            var stored = and(and(PUBLIC, Field.TITLE, "T"), Field.CREATED_AT, "1000");
            assertThat(VideoQueries.video("v", stored))
                    .isEqualTo(new VideoView("v", "T", "", "public", 1_000, 1_000, false, null, null, null, null));
            assertThat(VideoQueries.video("v", and(stored, Field.UPDATED_AT, "2000")).updatedAt()).isEqualTo(2_000);
        }

        @Test
        void areReadTogetherUpToFiveThousandSentencesAndOneAtLeast() {
            assertThat(VideoQueries.fitting(List.of())).isZero();
            assertThat(VideoQueries.fitting(List.of(30_000, 1))).isEqualTo(1);
            assertThat(VideoQueries.fitting(List.of(1, 30_000))).isEqualTo(1);
            assertThat(VideoQueries.fitting(List.of(2_500, 2_500, 1))).isEqualTo(2);
            assertThat(VideoQueries.fitting(List.of(0, 200, 200))).isEqualTo(3);
        }

        @Test
        void arePublicOnlyInAPublicChannel() {
            var query = new GetVideo("c", "v");
            var channel = and(PUBLIC, Field.NAME, "News");
            var video = and(and(and(PUBLIC, Field.TITLE, "T"), Field.LINK, "L"), Field.LISTING, "3");
            assertThat(VideoQueries.listed(query, channel, video))
                    .isEqualTo(new ListedVideo("c", "v", 3, "News", "T", "L", true));
            assertThat(VideoQueries.listed(query, PRIVATE, video).isPublic()).isFalse();
            assertThat(VideoQueries.listed(query, channel, PRIVATE).isPublic()).isFalse();
        }

        @Test
        void thatAreUnknownAreNone() {
            assertThat(VideoQueries.listed(new GetVideo("c", "v"), PUBLIC, none())).isNull();
            assertThat(VideoQueries.listed(new GetVideo("c", "v"), none(), PUBLIC)).isNull();
        }
    }

    @Nested
    class Transcripts {
        private static final List<TranscriptLine> LINES =
                List.of(new TranscriptLine(0, 1.25, "Hello."), new TranscriptLine(1.25, 3.5, "“Who?”"));
        private static final String STORED = "[{\"start\":0.0,\"end\":1.25,\"transcript\":\"Hello.\"},"
                + "{\"start\":1.25,\"end\":3.5,\"transcript\":\"“Who?”\"}]";

        private static GetTranscript asked(boolean seesAll) {
            return new GetTranscript("c", "v", seesAll);
        }

        @Test
        void areStoredAsTheGuideHasThem() {
            assertThat(written(TranscriptDocument.CODEC, LINES)).isEqualTo(STORED);
            assertThat(read(TranscriptDocument.CODEC, STORED)).isEqualTo(LINES);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "null", "[{\"start\":\"x\"}]", "[1]", "[{\"start\":0"})
        void refuseWhatTheyAreNot(String stored) {
            assertThatThrownBy(() -> read(TranscriptDocument.CODEC, stored)).isInstanceOf(RuntimeException.class);
        }

        @Test
        void areSeenWithTheirTitle() {
            var video = and(and(PUBLIC, Field.TITLE, "T"), Field.TRANSCRIPT, STORED);
            assertThat(VideoQueries.transcript(asked(false), PUBLIC, and(and(video, Field.LISTING, "3"), Field.TRANSCRIPT_VERSION, "14")))
                    .isEqualTo(new TranscriptView("c", "v", "T", LINES, new TranscriptTag(3, 14)));
        }

        @Test
        void ofAVideoWithoutOneAreAbsent() {
            assertThat(VideoQueries.transcript(asked(false), PUBLIC, PUBLIC))
                    .isEqualTo(new TranscriptView("c", "v", "", null, new TranscriptTag(1, 0)));
        }

        @Test
        void ofPrivateThingsExistForAdministratorsOnly() {
            assertThat(VideoQueries.transcript(asked(false), PRIVATE, PUBLIC)).isNull();
            assertThat(VideoQueries.transcript(asked(false), PUBLIC, PRIVATE)).isNull();
            assertThat(VideoQueries.transcript(asked(true), PRIVATE, PRIVATE)).isNotNull();
            assertThat(VideoQueries.transcript(asked(true), PRIVATE, none())).isNull();
        }
    }
}
