package studio.dictation.app;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StartTest {
    @ParameterizedTest
    @CsvSource({"17.0.12, true", "24.0.2, true", "25, false", "25.0.3, false", "26-ea, false"})
    void takesJava25AndNewerOnly(String version, boolean tooOld) {
        assertThat(Start.isTooOld(Runtime.Version.parse(version))).isEqualTo(tooOld);
    }
}
