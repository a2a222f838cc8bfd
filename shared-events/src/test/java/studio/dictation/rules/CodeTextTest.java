package studio.dictation.rules;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CodeTextTest {
    private static final String RANDOM = "0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        // made by the former service
        "30days, 1795393312.475319, 0027fa86", "custom_45days, 1793534400.04, 416d8671"
    })
    void isThatOfTheFormerService(String duration, String timestamp, String check) {
        assertThat(CodeText.of(RANDOM, duration, timestamp).full()).isEqualTo(RANDOM + "-" + check);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T12:00:00.040Z, 1793534400.04", "2026-11-01T12:00:00.001Z, 1793534400.001", "2026-11-01T12:00:00Z, 1793534400.0",
        "2026-11-01T11:50:00.5Z, 1793533800.5"
    })
    void saysItsInstantLikeTheFormerService(Instant madeAt, String timestamp) {
        assertThat(CodeText.timestamp(madeAt)).isEqualTo(timestamp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef-0027fa86", " 0123456789abcdef-0027fa86\n", "a-b"})
    void hasTwoParts(String typed) {
        assertThat(CodeText.parse(typed).orElseThrow().full()).isEqualTo(typed.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "0123456789abcdef", "a-", "-b", "a--b", "a-b-c", "a-b-", "a-b\nc-d"})
    void hasNeitherMoreNorFewer(String typed) {
        assertThat(CodeText.parse(typed)).isEmpty();
    }

    @Test
    void isNotEndless() {
        assertThat(CodeText.parse("a".repeat(64) + "-" + "b".repeat(64))).isPresent();
        assertThat(CodeText.parse("a".repeat(65) + "-b")).isEmpty();
        assertThat(CodeText.parse("a-" + "b".repeat(65))).isEmpty();
    }

    @Test
    void isProvenByItsCheckAlone() {
        var text = CodeText.of(RANDOM, "30days", "1795393312.475319");

        assertThat(text.isProvenBy(new CodeText(RANDOM, "0027fa86"))).isTrue();
        assertThat(text.isProvenBy(new CodeText(RANDOM, "0027fa87"))).isFalse();
        assertThat(text.isProvenBy(new CodeText(RANDOM, "0027fa8"))).isFalse();
        assertThat(text.isProvenBy(new CodeText(RANDOM, "0027FA86"))).isFalse();
    }

    @Test
    void isNotPrinted() {
        assertThat(CodeText.of(RANDOM, "30days", "1795393312.475319").toString()).doesNotContain(RANDOM, "0027fa86");
    }
}
