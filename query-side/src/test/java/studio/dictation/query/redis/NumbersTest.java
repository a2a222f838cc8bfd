package studio.dictation.query.redis;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0", "-0.0, 0", "100, 100", "12.50, 12.5", "33.333333333333336, 33.333333333333336",
        "1.7953932E12, 1795393200000", "1.7953932000005E12, 1795393200000.5", "1e15, 1000000000000000",
        "1e20, 100000000000000000000", "1e-7, 0.0000001", "-2.5, -2.5"
    })
    void areWrittenAsPlainDecimals(double number, String text) {
        assertThat(Numbers.text(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "1, 0.001", "10, 0.01", "100, 0.1", "250, 0.25", "999, 0.999", "1000, 1", "1001, 1.001", "90000, 90",
        "61500, 61.5", "86400000, 86400", "100000, 100"
    })
    void millisecondsAreSecondsWithoutIdleDigits(long millis, String seconds) {
        assertThat(Numbers.secondsText(millis)).isEqualTo(seconds);
        assertThat(Numbers.seconds(millis).toPlainString()).isEqualTo(seconds);
    }

    @Test
    void areReadAsWholeOnesWhereTheyAreWhole() {
        assertThat(Numbers.number("1795393200000")).isEqualTo(BigInteger.valueOf(1_795_393_200_000L));
        assertThat(Numbers.number("100.0")).isEqualTo(BigInteger.valueOf(100));
        assertThat(Numbers.number("12.5")).isEqualTo(new BigDecimal("12.5"));
    }

    @Test
    void areNothingElse() {
        assertThatThrownBy(() -> Numbers.number("NaN")).isInstanceOf(NumberFormatException.class);
    }
}
