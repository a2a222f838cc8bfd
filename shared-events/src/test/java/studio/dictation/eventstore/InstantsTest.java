package studio.dictation.eventstore;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstantsTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T12:00:00.000Z", "0000-01-01T00:00:00.001Z", "9999-12-31T23:59:59.999Z",
        "2024-02-29T01:02:03.045Z", "2026-11-01T12:00:00Z", "2026-11-01T12:00:00.123456Z", "-0001-01-01T00:00:00.000Z"})
    void areReadAsTheJdkReadsThem(String text) {
        assertThat(Instants.read(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-13-01T12:00:00.000Z", "2023-02-29T12:00:00.000Z", "2026-11-01 12:00:00.000Z",
        "2026-11-01T12:00:00.00xZ", "2026-11-01T1٢:00:00.000Z"})
    void areNothingElse(String text) {
        assertThatThrownBy(() -> Instants.read(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void keepTheirMillisecondsInJson() {
        var random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            var instant = Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
            var json = EventJson.MAPPER.writeValueAsString(instant);
            assertThat(json).hasSize(26);
            assertThat(EventJson.MAPPER.readValue(json, Instant.class)).isEqualTo(instant);
        }
    }
}
