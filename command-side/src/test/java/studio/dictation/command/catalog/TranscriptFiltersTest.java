package studio.dictation.command.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.catalog.TranscriptLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The rules of contract §9.5. */
class TranscriptFiltersTest {
    private static TranscriptLine line(double start, double end, String text) {
        return new TranscriptLine(start, end, text);
    }

    private static TranscriptFilters filters(String... texts) {
        return TranscriptFilters.of(List.of(texts));
    }

    @Test
    void doWhatTheExampleOfTheContractShows() {
        var filtered = filters("[music]", "foo").applyTo(List.of(
                line(0.5, 2, "[Music]"), line(2, 4, "Second line [music] Foo"), line(4, 6, "[MUSIC]"), line(7, 8, "end foo")));

        assertThat(filtered.lines()).containsExactly(line(0.5, 6, "Second line"), line(7, 8, "end"));
        assertThat(filtered.matches()).containsExactly(Map.entry("[music]", 3), Map.entry("foo", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "um          | Um, well UM          | , well        | 2",
        "a.c         | abc a.c              | abc           | 1",
        "$1\\        | costs $1\\ now       | costs now     | 1",
        "[music]     | no such thing        | no such thing | 0",
        "x           | \"  a \t b\u00A0 c \"  | a b c         | 0",
        "foo bar     | FOO BAR foo  bar     | foo bar       | 1",
        "é           | É é e                | e             | 2",
        "蚂蚁          | 蚂蚁 ants 蚂蚁           | ants          | 2",
        "aa          | aaaaa                | a             | 2"
    })
    void takeOutEveryLiteralMatchInAnyCaseAndTidyUpTheBlanks(String filter, String text, String left, int count) {
        var filtered = filters(filter).applyTo(List.of(line(1, 2, text)));

        assertThat(filtered.lines()).containsExactly(line(1, 2, left));
        assertThat(filtered.matches()).containsExactly(Map.entry(filter, count));
    }

    @Test
    void applyInTheirOrderToWhatTheOnesBeforeHaveLeft() {
        var lines = List.of(line(1, 2, "a x b"));

        assertThat(filters("x", "a b").applyTo(lines).lines()).isEmpty();
        assertThat(filters("a b", "x").applyTo(lines).lines()).containsExactly(line(1, 2, "a b"));
    }

    static Stream<Arguments> gaps() {
        return Stream.of(
                arguments("x A x", List.of(line(0, 3, "A"))),
                arguments("A x x x", List.of(line(0, 4, "A"))),
                arguments("x x A", List.of(line(0, 3, "A"))),
                arguments("x x A x B x", List.of(line(0, 4, "A"), line(4, 6, "B"))),
                arguments("A B", List.of(line(0, 1, "A"), line(1, 2, "B"))),
                arguments("x x x", List.of()));
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void giveTheTimeOfWhatGoesToTheOneBeforeElseToTheFirst(String sentences, List<TranscriptLine> left) {
        var texts = sentences.split(" ", -1);
        var lines = new ArrayList<TranscriptLine>();
        for (int i = 0; i < texts.length; i++) {
            lines.add(line(i, i + 1, texts[i]));
        }

        assertThat(filters("x").applyTo(lines).lines()).isEqualTo(left);
    }

    @Test
    void neverShortenASentenceThatOverlapsWhatGoes() {
        assertThat(filters("x").applyTo(List.of(line(1, 9, "A"), line(2, 3, "x"))).lines()).containsExactly(line(1, 9, "A"));
        assertThat(filters("x").applyTo(List.of(line(5, 6, "x"), line(1, 9, "A"))).lines()).containsExactly(line(1, 9, "A"));
    }

    @RepeatedTest(200)
    void keepWhatHoldsForAllTranscripts(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        var lines = randomLines(random);
        var filters = filters(random.ints(1 + random.nextInt(4), 0, WORDS.size()).mapToObj(WORDS::get).toArray(String[]::new));

        var filtered = filters.applyTo(lines);

        assertThat(filtered.matches().keySet()).containsExactlyElementsOf(filters.texts());
        assertThat(filtered.lines()).allSatisfy(line -> {
            assertThat(line.start()).isLessThanOrEqualTo(line.end());
            assertThat(line.transcript()).isNotBlank().isEqualTo(line.transcript().strip()).doesNotContain("  ");
            // whatever the last filter took away can't have come back
            assertThat(line.transcript().toLowerCase(Locale.ROOT)).doesNotContain(filters.texts().getLast());
        });
        if (!filtered.lines().isEmpty()) {
            assertThat(filtered.lines().getFirst().start()).isEqualTo(lines.getFirst().start());
            assertThat(filtered.lines().getLast().end()).isEqualTo(lines.getLast().end());
        }
        if (filters.texts().size() == 1) {
            assertThat(filters.applyTo(filtered.lines()).lines()).isEqualTo(filtered.lines());
        }
        assertThat(filters.applyTo(lines)).isEqualTo(filtered);
    }

    /** Of no two the one can be made by taking something out of the other. */
    private static final List<String> WORDS = List.of("[music]", "um", "yes", "42", "foo");

    private static List<TranscriptLine> randomLines(Random random) {
        var lines = new ArrayList<TranscriptLine>();
        double at = random.nextInt(5);
        for (int i = 0; i <= random.nextInt(12); i++) {
            var words = random.ints(1 + random.nextInt(4), 0, WORDS.size()).mapToObj(WORDS::get)
                    .map(word -> random.nextBoolean() ? word.toUpperCase(Locale.ROOT) : word).toList();
            lines.add(line(at, at + 1, String.join(random.nextBoolean() ? " " : "   ", words)));
            at += 1 + random.nextInt(2);
        }
        return lines;
    }

    @Nested
    class Lists {
        @Test
        void leaveOutWhatIsThereBefore() {
            assertThat(filters("b", "a", "b", "B").texts()).containsExactly("b", "a", "B");
        }

        @Test
        void haveOneToAHundredTexts() {
            refused(null, "Filters list is required", "filters");
            refused(List.of(), "Filters list is required", "filters");
            assertThat(TranscriptFilters.of(numbers(100)).texts()).hasSize(100);
            refused(numbers(101), "filters must have at most 100 texts", "filters");
        }

        @Test
        void haveTextsThatSaySomething() {
            refused(Arrays.asList("a", " ", null), "Filters list is required", "filters[1]", "filters[2]");
            assertThat(filters("x".repeat(200)).texts()).hasSize(1);
            refused(List.of("x".repeat(201)), "filters[0] must have at most 200 characters", "filters[0]");
            refused(List.of("\uD800"), "filters[0] must be valid Unicode", "filters[0]");
        }

        private static List<String> numbers(int count) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }

        private static void refused(@Nullable List<@Nullable String> given, String error, String... fields) {
            var refusal = catchThrowableOfType(InvalidInput.class, () -> TranscriptFilters.of(given));
            assertThat(refusal).hasMessage(error);
            assertThat(refusal.errors()).extracting("field").containsExactly((Object[]) fields);
        }
    }
}
