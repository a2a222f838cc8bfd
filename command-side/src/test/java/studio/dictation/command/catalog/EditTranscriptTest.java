package studio.dictation.command.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.catalog.TranscriptLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EditTranscriptTest {
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final LineDraft GOOD = new LineDraft(0.0, 1.5, "Hello.");

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "0.125, 0.135, 0.12, 0.14", "1.005, 1.006, 1, 1.01", "-0.0, 1e-300, 0, 0", "3600000, 3600000, 3600000, 3600000"})
    void roundsToTwoDecimals(double start, double end, double from, double to) {
        assertThat(EditTranscript.checked(List.of(new LineDraft(start, end, " as it is "))))
                .containsExactly(new TranscriptLine(from, to, " as it is "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "-         | 1         | a  | transcript[0].start      | is required",
        "1         | -         | a  | transcript[0].end        | is required",
        "1         | 2         | -  | transcript[0].transcript | is required",
        "1         | 2         | '' | transcript[0].transcript | is required",
        "-0.001    | 2         | a  | transcript[0].start      | must be seconds from 0 to 3,600,000",
        "0         | 3600000.1 | a  | transcript[0].end        | must be seconds from 0 to 3,600,000",
        "NaN       | 2         | a  | transcript[0].start      | must be seconds from 0 to 3,600,000",
        "0         | Infinity  | a  | transcript[0].end        | must be seconds from 0 to 3,600,000",
        "2         | 1.99      | a  | transcript[0].end        | must not be before the start"
    })
    void namesWhatIsWrongWithASentence(
            @Nullable Double start, @Nullable Double end, @Nullable String text, String field, String message) {
        assertThat(refused(List.of(new LineDraft(start, end, text))).errors()).containsExactly(new FieldError(field, message));
    }

    @Test
    void namesWhichSentenceIsWrong() {
        var refusal = refused(Arrays.asList(GOOD, GOOD, GOOD, new LineDraft(null, 1.0, "a"), null));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(
                "transcript[3].start", "transcript[4].start", "transcript[4].end", "transcript[4].transcript");
        assertThat(refusal).hasMessageStartingWith("transcript[3].start is required; ");
    }

    @Test
    void namesNoMoreThanTheFirstFaults() {
        assertThat(refused(Collections.nCopies(10_000, new LineDraft(null, null, null))).errors()).hasSizeBetween(20, 22);
    }

    @Test
    void boundsSentencesAndTheirNumber() {
        assertThat(EditTranscript.checked(List.of(new LineDraft(0.0, 1.0, "x".repeat(10_000))))).hasSize(1);
        assertThat(refused(List.of(new LineDraft(0.0, 1.0, "x".repeat(10_001)))))
                .hasMessage("transcript[0].transcript must have 1 to 10,000 characters");
        assertThat(EditTranscript.checked(Collections.nCopies(10_000, GOOD))).hasSize(10_000);
        assertThat(refused(Collections.nCopies(10_001, GOOD))).hasMessage("transcript must have at most 10,000 items");
    }

    @Test
    void needsASentence() {
        assertThat(refused(null)).hasMessage("Transcript data is required");
        assertThat(refused(new ArrayList<>())).hasMessage("Transcript data is required");
    }

    @Test
    void ofOneSentenceNeedsAnIndex() {
        var index = List.of("index");
        assertThat(refusedLine(null, GOOD).errors()).extracting(FieldError::field).isEqualTo(index);
        assertThat(refusedLine(-1, GOOD).errors()).extracting(FieldError::field).isEqualTo(index);
        assertThat(refusedLine(1.5, GOOD).errors()).extracting(FieldError::field).isEqualTo(index);
        assertThat(refusedLine(1L << 32, GOOD).errors()).extracting(FieldError::field).isEqualTo(index);
        assertThat(refusedLine(-1, GOOD)).hasMessage("Invalid transcript index");
        assertThat(refusedLine(0, new LineDraft(1.0, 0.0, "a"))).hasMessage("end must not be before the start");
        assertThat(EditTranscriptLine.of(VIDEO, Set.of(), 0, GOOD).line()).isEqualTo(new TranscriptLine(0, 1.5, "Hello."));
    }

    private static InvalidInput refused(@Nullable List<@Nullable LineDraft> drafts) {
        return catchThrowableOfType(InvalidInput.class, () -> EditTranscript.of(VIDEO, Set.of(), drafts));
    }

    private static InvalidInput refusedLine(@Nullable Number index, LineDraft draft) {
        return catchThrowableOfType(InvalidInput.class, () -> EditTranscriptLine.of(VIDEO, Set.of(), index, draft));
    }
}
