package studio.dictation.query.catalog;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;

class TranscriptQueriesTest {
    @Test
    void takeTheTranscriptThatWasChangedLast() {
        var newest = TranscriptQueries.newest("v", List.of("a", "b", "c"),
                List.of(video("One", 1_000), video("Three", 3_000), video("Two", 2_000)));

        assertThat(newest).isEqualTo(new TranscriptView("b", "v", "T", List.of(new TranscriptLine(0, 1, "Three"))));
    }

    @Test
    void passOverVideosThatAreGoneOrHaveNothingToWriteDown() {
        var bare = and(of(Field.TITLE, "T"), Field.UPDATED_AT, "9000");

        assertThat(TranscriptQueries.newest("v", List.of("a", "b", "c", "d"),
                        List.of(none(), bare, and(bare, Field.TRANSCRIPT, "[]"), video("One", 1_000))))
                .extracting(TranscriptView::channelId).isEqualTo("d");
        assertThat(TranscriptQueries.newest("v", List.of("a"), List.of(bare))).isNull();
        assertThat(TranscriptQueries.newest("v", List.of(), List.of())).isNull();
    }

    private static Document video(String sentence, long updatedAt) {
        return and(and(of(Field.TITLE, "T"), Field.UPDATED_AT, Long.toString(updatedAt)), Field.TRANSCRIPT,
                "[{\"start\":0,\"end\":1,\"transcript\":\"%s\"}]".formatted(sentence));
    }
}
