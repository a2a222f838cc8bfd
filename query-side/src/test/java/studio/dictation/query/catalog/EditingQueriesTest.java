package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class EditingQueriesTest {
    private static final Document PUBLIC = of(Field.VISIBILITY, "public");
    private static final Document PRIVATE = of(Field.VISIBILITY, "private");

    private static List<TranscriptStateView> states(boolean seesAll, Document channel, Document... videos) {
        var ids = List.of("v0", "v1", "v2").subList(0, videos.length);
        var found = new ArrayList<>(List.of(channel));
        found.addAll(List.of(videos));
        return EditingQueries.states(new FindTranscriptStates("c", ids, seesAll), found);
    }

    @Test
    void statesHaveDefaultsForAbsentFields() {
        assertThat(states(true, PRIVATE, PRIVATE))
                .containsExactly(new TranscriptStateView("v0", "", new TranscriptTag(1, 0), false, null));
    }

    @Test
    void statesTellWhatIsStored() {
        var edited = and(and(and(PUBLIC, Field.TITLE, "T"), Field.LISTING, "2"), Field.TRANSCRIPT_VERSION, "5");
        var refined = and(and(edited, Field.IS_REFINED, "true"), Field.REFINED_AT, "1795393200000");

        assertThat(states(false, PUBLIC, edited, none(), refined)).containsExactly(
                new TranscriptStateView("v0", "T", new TranscriptTag(2, 5), false, null),
                new TranscriptStateView("v2", "T", new TranscriptTag(2, 5), true, 1_795_393_200_000L));
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
    void statesOfPrivateThingsExistForAdministratorsOnly(boolean channel, boolean video, boolean exists) {
        assertThat(states(false, channel ? PUBLIC : PRIVATE, video ? PUBLIC : PRIVATE)).hasSize(exists ? 1 : 0);
        assertThat(states(true, channel ? PUBLIC : PRIVATE, video ? PUBLIC : PRIVATE)).hasSize(1);
        assertThat(states(true, none(), PUBLIC)).isEmpty();
    }

    @Test
    void filtersAreStoredAsAList() {
        assertThat(written(FiltersDocument.CODEC, List.of("[music]", "a\"b"))).isEqualTo("[\"[music]\",\"a\\\"b\"]");
        assertThat(read(FiltersDocument.CODEC, "[\"um\"]")).containsExactly("um");
    }
}
