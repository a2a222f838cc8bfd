package studio.dictation.command.kernel;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "", "plain", "\u0000", "\u8682\u8681", "\ud83d\udc1c", "a\ud83d\udc1cb\ud83d\udc1c",
        "\ud83d", "\udc1c", "a\ud83d", "\ud83da", "\udc1c\ud83d", "\ud83d\ud83d\udc1c", "\ud83d\udc1c\udc1c"
    })
    void textIsWellFormedIfItComesBackFromUtf8(String text) {
        var back = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(Checks.isWellFormed(text)).isEqualTo(back.equals(text));
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThatNoException().isThrownBy(() -> new Checks().text("name", "\ud83d\udc1c\ud83d\udc1c", 1, 2).orRefuse());
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Checks().text("name", "\ud83d\udc1c\ud83d\udc1c", 3, 5).orRefuse())
                .withMessage("name must have 3 to 5 characters");
    }

    @Test
    void asksForATextThatHasToBeThere() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Checks().text("name", " ", 1, 2_000).text("link", "", 0, 2_000).orRefuse())
                .withMessage("name is required");
    }

    @Test
    void saysTheContractsTextIfThereIsOne() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Checks().that(false, "name", "is odd").orRefuse("All fields are required"))
                .withMessage("All fields are required")
                .satisfies(refusal -> assertThat(refusal.errors()).containsExactly(new FieldError("name", "is odd")));
    }

    @Test
    void refusesNothingThatIsRight() {
        assertThatNoException().isThrownBy(() -> new Checks().that(true, "name", "is odd").orRefuse("Wrong"));
    }
}
