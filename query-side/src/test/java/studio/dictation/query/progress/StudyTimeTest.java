package studio.dictation.query.progress;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class StudyTimeTest {
    private static final Instant LAST_OF_A_DAY = Instant.parse("2026-03-01T23:59:59.999Z");
    private static final Instant FIRST_OF_THE_NEXT = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void isEmptyBeforeTheFirstSave() {
        assertThat(written(StudyTime.CODEC, new StudyTime())).isEqualTo("{\"duration\":0,\"channels\":{},\"date\":{}}");
    }

    @Test
    void addsUpPerChannelVideoAndDayOfUtc() {
        var time = new StudyTime()
                .add("c1", "v1", 60_000, LAST_OF_A_DAY)
                .add("c1", "v2", 500, FIRST_OF_THE_NEXT)
                .add("c2", "v1", 250, FIRST_OF_THE_NEXT);
        assertThat(written(StudyTime.CODEC, time)).isEqualTo("{\"duration\":60.75,\"channels\":{"
                + "\"c1\":{\"duration\":60.5,\"videos\":{\"v1\":60,\"v2\":0.5}},"
                + "\"c2\":{\"duration\":0.25,\"videos\":{\"v1\":0.25}}},"
                + "\"date\":{\"1772323200000\":60,\"1772409600000\":0.75}}");
    }

    @Test
    void countsASaveWithoutStudyAsNothing() {
        assertThat(written(StudyTime.CODEC, new StudyTime().add("c", "v", 0, FIRST_OF_THE_NEXT)))
                .isEqualTo("{\"duration\":0,\"channels\":{\"c\":{\"duration\":0,\"videos\":{\"v\":0}}},"
                        + "\"date\":{\"1772409600000\":0}}");
    }

    @Test
    void staysExactAndTheSameWhereverABatchEnds() {
        var inOneBatch = new StudyTime();
        var stored = StudyTime.CODEC.write(new StudyTime());
        for (int save = 0; save < 1_000; save++) {
            var channel = "c" + save % 3;
            var video = "v" + save % 7;
            var at = FIRST_OF_THE_NEXT.plusSeconds(save * 1_000L);
            inOneBatch.add(channel, video, 100, at);
            stored = StudyTime.CODEC.write(StudyTime.CODEC.read(stored).add(channel, video, 100, at));
        }
        assertThat(StudyTime.CODEC.write(inOneBatch)).isEqualTo(stored);
        assertThat(StudyTime.CODEC.read(stored).view().total()).isEqualTo(BigDecimal.valueOf(100));
    }

    @Test
    void isSeenPerChannelVideoAndDay() {
        var view = new StudyTime()
                .add("c1", "v1", 60_000, LAST_OF_A_DAY)
                .add("c1", "v2", 500, FIRST_OF_THE_NEXT)
                .view();
        assertThat(view).isEqualTo(new DurationsView(
                new BigDecimal("60.5"),
                Map.of("c1", new BigDecimal("60.5")),
                Map.of("c1:v1", BigDecimal.valueOf(60), "c1:v2", new BigDecimal("0.5")),
                Map.of("1772323200000", BigDecimal.valueOf(60), "1772409600000", new BigDecimal("0.5"))));
    }

    @Test
    void takesPartsInAnyOrderWithSpaceAndEscapes() {
        var time = read(StudyTime.CODEC, "{ \"date\" : {}, \"channels\" : { \"c\\u0031\" : "
                + "{ \"videos\" : { \"v\\\"\" : 1.50 }, \"duration\" : 1.5 } }, \"duration\" : 1.500 }");
        assertThat(written(StudyTime.CODEC, time)).isEqualTo("{\"duration\":1.5,\"channels\":{\"c1\":"
                + "{\"duration\":1.5,\"videos\":{\"v\\\"\":1.5}}},\"date\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"duration\":}", "{\"duration\":-1}", "{\"duration\":1.2345}",
        "{\"duration\":1.}", "{\"duration\":.5}", "{\"duration\":1e3}", "{\"duration\":\"1\"}",
        "{\"duration\":99999999999999999999}", "{\"duration\":9223372036854775807}", "{\"channels\":{\"c\":1}}",
        "{\"channels\":{\"c\":{\"video\":{}}}}", "{\"date\":[]}", "{\"weeks\":{}}",
        "{\"duration\":1}}", "{\"duration\":1"})
    void refusesWhatItIsNot(String stored) {
        assertThatThrownBy(() -> read(StudyTime.CODEC, stored)).isInstanceOf(RuntimeException.class);
    }
}
