package studio.dictation.command.kernel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class YouTubeVideoIdTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "https://www.youtube.com/watch?v=dQw4w9WgX-_",
        "http://youtube.com/watch?v=dQw4w9WgX-_",
        "HTTPS://WWW.YouTube.com/watch?v=dQw4w9WgX-_",
        "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgX-_&t=42s#top",
        "https://music.youtube.com/watch?v=dQw4w9WgX-_&list=PL123",
        "www.youtube.com/watch?v=dQw4w9WgX-_",
        "youtube.com/watch/?v=dQw4w9WgX-_",
        "//youtu.be/dQw4w9WgX-_",
        "https://youtu.be/dQw4w9WgX-_?si=abcdefghijk",
        "youtu.be/dQw4w9WgX-_/",
        "https://www.youtube.com/embed/dQw4w9WgX-_?rel=0",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgX-_",
        "https://youtube-nocookie.com/embed/dQw4w9WgX-_",
        "https://www.youtube.com/shorts/dQw4w9WgX-_",
        "https://www.youtube.com/live/dQw4w9WgX-_?feature=share",
        "https://www.youtube.com/v/dQw4w9WgX-_",
        "https://www.youtube.com/e/dQw4w9WgX-_",
        "  https://www.youtube.com/watch?v=dQw4w9WgX-_  "
    })
    void isFoundInEveryUsualLink(String link) {
        assertThat(YouTubeVideoId.fromLink(link).value()).isEqualTo("dQw4w9WgX-_");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "dQw4w9WgX-_",
        "https://example.org/watch?v=dQw4w9WgX-_",
        "https://youtube.com.example.org/watch?v=dQw4w9WgX-_",
        "https://evil-youtube.com/watch?v=dQw4w9WgX-_",
        "https://youtube.com@example.org/watch?v=dQw4w9WgX-_",
        "https://example.org/https://youtu.be/dQw4w9WgX-_",
        "https://www.youtube.com/watch?v=dQw4w9WgX-",
        "https://www.youtube.com/watch?v=dQw4w9WgX-_x",
        "https://www.youtube.com/watch?video=dQw4w9WgX-_",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/c/LongChannel",
        "https://www.youtube.com/channel/UC1234567890123456789012",
        "https://youtu.be/",
        "https://youtu.be/dQw4w9WgX:_",
        "ftp://www.youtube.com/watch?v=dQw4w9WgX-_",
        "https://www.youtube.com/watch?v=dQw4 w9WgX"
    })
    void isNotFoundAnywhereElse(String link) {
        assertThatExceptionOfType(InvalidYouTubeUrl.class).isThrownBy(() -> YouTubeVideoId.fromLink(link))
                .withMessage("Invalid YouTube URL: " + link)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("invalid-youtube-url"));
    }
}
