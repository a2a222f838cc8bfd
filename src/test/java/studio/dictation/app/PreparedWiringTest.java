package studio.dictation.app;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class PreparedWiringTest {
    @ParameterizedTest
    @CsvSource({"PORT, 1234", "spring.aot.enabled, true", "AXON_SERVER, ' '"})
    void fitsWhereOnlyValuesAreSet(String setting, String value) {
        assertThat(PreparedWiring.fits(given(setting, value))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "AXON_SERVER, localhost:8124", "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318", "SPRING_PROFILES_ACTIVE, mine",
        "springdoc.swagger-ui.enabled, false", "MANAGEMENT_SERVER_PORT, 9000"
    })
    void doesNotFitWhereASettingMayBringMorePartsIn(String setting, String value) {
        assertThat(PreparedWiring.fits(given(setting, value))).isFalse();
    }

    @Test
    void isPreparedWithNothingSetWhateverIsWhereTheBuildRuns() {
        System.setProperty("AXON_SERVER", "localhost:8124");
        try {
            assertThat(PreparedWiring.nothingSet().getProperty("AXON_SERVER")).isNull();
        } finally {
            System.clearProperty("AXON_SERVER");
        }
    }

    private static StandardEnvironment given(String setting, String value) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of(setting, value)));
        return environment;
    }
}
