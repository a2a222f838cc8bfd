package studio.dictation.command.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VideoRefTest {
    @Test
    void isSpeltChannelColonVideo() {
        assertThat(new VideoRef("deep_look", "dQw4w9WgX-_").key()).isEqualTo("deep_look:dQw4w9WgX-_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "*", "ä", "0123456789012345678901234567890123456789012345678901234567890123x"})
    void refusesAnotherChannelId(String channelId) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new VideoRef(channelId, "dQw4w9WgX-_"))
                .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                        .containsExactly("channelId"));
    }

    @Test
    void namesBothFieldsWhenBothAreWrong() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new VideoRef("a b", "short"))
                .satisfies(refusal -> assertThat(refusal.errors()).extracting(FieldError::field)
                        .containsExactly("channelId", "videoId"));
    }

    @Test
    void refusesWithoutAStackTrace() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new VideoRef("", ""))
                .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
    }
}
