package studio.dictation.query.progress;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.query.redis.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.and;
import static studio.dictation.query.redis.Documents.none;
import static studio.dictation.query.redis.Documents.of;

class ProgressQueriesTest {
    @Nested
    class ADictation {
        @Test
        void isSeenAsItWasSaved() {
            var stored = and(and(of(Field.USER_INPUT, "{\"0\":\"héllo\",\"2\":\"you\"}"), Field.CURRENT_TIME,
                    "1795393200000"), Field.OVERALL_COMPLETION, "33.5");
            assertThat(ProgressQueries.progress(stored)).isEqualTo(new ProgressView(
                    Map.of("0", "héllo", "2", "you"),
                    BigInteger.valueOf(1_795_393_200_000L),
                    new BigDecimal("33.5")));
        }

        @Test
        void thatWasNeverBegunIsEmpty() {
            assertThat(ProgressQueries.progress(none()))
                    .isEqualTo(new ProgressView(null, BigInteger.ZERO, BigInteger.ZERO));
        }

        @Test
        void thatIsBrokenIsNotPassedOff() {
            assertThatThrownBy(() -> ProgressQueries.progress(of(Field.USER_INPUT, "{\"0\":")))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Nested
    class TimeStudied {
        @Test
        void isNothingForAnUnknownAccount() {
            assertThat(ProgressQueries.durations(none())).isNull();
        }

        @Test
        void isZeroBeforeTheFirstSave() {
            assertThat(ProgressQueries.durations(of(Field.ACCOUNT_ID, "x")))
                    .isEqualTo(new DurationsView(BigDecimal.ZERO, Map.of(), Map.of(), Map.of()));
        }

        @Test
        void isReadFromItsDocument() {
            var stored = and(of(Field.ACCOUNT_ID, "x"), Field.DURATION_DATA,
                    "{\"duration\":90,\"channels\":{\"c\":{\"duration\":90,\"videos\":{\"v\":90}}},"
                            + "\"date\":{\"0\":90}}");
            var ninety = BigDecimal.valueOf(90);
            assertThat(ProgressQueries.durations(stored)).isEqualTo(new DurationsView(
                    ninety, Map.of("c", ninety), Map.of("c:v", ninety), Map.of("0", ninety)));
        }
    }
}
