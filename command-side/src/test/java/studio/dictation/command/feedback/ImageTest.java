package studio.dictation.command.feedback;

import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class ImageTest {
    private static final UUID ID = new UUID(0, 7);

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a, image/png", "ffd8ffe000104a464946, image/jpeg", "474946383761, image/gif",
        "474946383961ff, image/gif", "5249464600000000574542505650, image/webp"
    })
    void isWhatItsFirstBytesSay(String hex, String mediaType) {
        var file = HexFormat.of().parseHex(hex);

        var image = Image.of(ID, file);

        assertThat(image.mediaType()).isEqualTo(mediaType);
        assertThat(Base64.getDecoder().decode(image.content())).isEqualTo(file);
    }

    /** Nothing, cut off marks, WAV, SVG, HTML, PDF. */
    @ParameterizedTest
    @ValueSource(strings = {
        "", "89504e470d0a1a", "ffd8", "474946383861", "524946460000000057415645", "52494646", "3c737667", "3c68746d6c3e", "255044462d"
    })
    void isNothingElse(String hex) {
        assertThatThrownBy(() -> Image.of(ID, HexFormat.of().parseHex(hex)))
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .containsExactly(new FieldError("images", "must be PNG, JPEG, GIF or WebP"));
    }

    @Test
    void hasAtMostAMebibyte() {
        assertThat(Image.of(ID, png(Image.MOST_BYTES)).content()).hasSize(1_398_104);
        assertThatThrownBy(() -> Image.of(ID, png(Image.MOST_BYTES + 1)))
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .containsExactly(new FieldError("images", "must have at most 1 MiB each"));
    }

    static byte[] png(int size) {
        var file = new byte[size];
        System.arraycopy(HexFormat.of().parseHex("89504e470d0a1a0a"), 0, file, 0, 8);
        return file;
    }
}
