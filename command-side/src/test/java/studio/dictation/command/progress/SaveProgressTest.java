package studio.dictation.command.progress;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.progress.VideoTitles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SaveProgressTest {
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final VideoTitles TITLES = new VideoTitles("", "", "");

    @Test
    void acceptsEverythingUpToItsBounds() {
        var most = IntStream.range(0, 5_000).boxed()
                .collect(Collectors.toMap(index -> String.valueOf(95_000 + index), index -> "x".repeat(2_000)));
        assertThat(save(most, -1, 100, 86_400_000).userInput()).hasSize(5_000);
        assertThat(save(Map.of("0", ""), 0, 0, 0).userInput()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-1", "01", "1.0", " 1", "100000", "١"})
    void refusesAnIndexThatIsNoSentence(String index) {
        assertRefused(Map.of(index, "x"), 0, 0, 0, "userInput");
    }

    @Test
    void refusesLinesThatAreTooManyTooLongMissingOrBroken() {
        var many = IntStream.range(0, 5_001).boxed().collect(Collectors.toMap(String::valueOf, index -> "x"));
        assertRefused(many, 0, 0, 0, "userInput");
        assertRefused(Map.of("0", "x".repeat(2_001)), 0, 0, 0, "userInput");
        assertRefused(Collections.singletonMap("0", null), 0, 0, 0, "userInput");
        assertRefused(Collections.singletonMap(null, "x"), 0, 0, 0, "userInput");
        assertRefused(Map.of("0", "half \ud83d"), 0, 0, 0, "userInput");
    }

    @Test
    void acceptsTextOfEveryScript() {
        assertThat(save(Map.of("0", "蚂蚁 \ud83d\udc1c\u0000"), 0, 0, 0).userInput()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 100.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesACompletionOutsideItsBounds(double completion) {
        assertRefused(Map.of(), 0, completion, 0, "overallCompletion");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesATimeThatIsNoNumber(double currentTime) {
        assertRefused(Map.of(), currentTime, 0, 0, "currentTime");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 86_400_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesToStudyLessThanNothingOrMoreThanADay(long studiedMillis) {
        assertRefused(Map.of(), 0, 0, studiedMillis, "duration");
    }

    @Test
    void namesEveryFieldAtFault() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> save(Map.of(), Double.NaN, -1, -1))
                .withMessage("currentTime must be a finite number; overallCompletion must be from 0 to 100; "
                        + "duration must be from 0 to 86,400 seconds")
                .satisfies(refusal -> assertThat(refusal.errors()).hasSize(3));
    }

    @Test
    void keepsWhatItWasGiven() {
        var typed = new HashMap<>(Map.of("0", "a"));
        var save = save(typed, 0, 0, 0);
        typed.put("not an index", "b");
        assertThat(save.userInput()).isEqualTo(Map.of("0", "a"));
    }

    private static void assertRefused(
            Map<String, String> userInput, double currentTime, double completion, long studiedMillis, String field) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> save(userInput, currentTime, completion, studiedMillis))
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Rejection.Kind.INVALID);
                    assertThat(refusal.errors()).extracting(FieldError::field).containsOnly(field);
                });
    }

    private static SaveProgress save(
            Map<String, String> userInput, double currentTime, double completion, long studiedMillis) {
        return new SaveProgress(
                new UUID(0, 1), VIDEO, 1, TITLES, userInput, currentTime, completion, studiedMillis);
    }
}
