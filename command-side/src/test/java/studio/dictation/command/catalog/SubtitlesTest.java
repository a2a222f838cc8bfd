package studio.dictation.command.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.events.catalog.TranscriptLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What no single file shows; files as people have them are in the corpus. */
class SubtitlesTest {
    private static final TranscriptLine FIRST = new TranscriptLine(1, 2.5, "Ants are everywhere.");
    private static final TranscriptLine SECOND = new TranscriptLine(3.04, 5, "They walk in lines.");
    private static final String PLAIN = """
            1
            00:00:01,000 --> 00:00:02,500
            Ants are everywhere.

            2
            00:00:03,040 --> 00:00:05,000
            They walk
            in lines.
            """;

    @Nested
    class ABlockThatCannotBeRead {
        @ParameterizedTest
        @ValueSource(strings = {
            "3\n00:00:06,000 --> soon\nLost.",
            "3\n00:00:0x,000 --> 00:00:07,000\nLost.",
            "3\n00:00:06,000 -> 00:00:07,000\nLost.",
            "3\n00:61:06,000 --> 00:62:07,000\nLost.",
            "3\n00:00:08,000 --> 00:00:07,999\nBackwards.",
            "no times at all"
        })
        void isSkippedAndCounted(String block) {
            var read = read(block + "\n\n" + PLAIN + "\n" + block);
            assertThat(read.lines()).containsExactly(FIRST, SECOND);
            assertThat(read.skippedBlocks()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'00:00:00,125', 0.12", "'00:00:00,126', 0.13", "'00:00:00,994', 0.99", "'00:00:00,999', 1.0",
        "'01:02:03,040', 3723.04", "'100:00:00,000', 360000.0", "'00:00:01', 1.0", "'00:00:01,5', 1.5", "'0:0:1.50', 1.5"
    })
    void secondsHaveTwoDecimals(String time, double seconds) {
        var read = read("1\n%s --> 200:00:00,000\nx".formatted(time));
        assertThat(read.lines().getFirst().start()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Tom &amp; Jerry | Tom & Jerry",
        "a &lt; b &gt; c | a < b > c",
        "a < b and b > c | a < b and b > c",
        "I &lt;3 &#39;ants&#x27; &quot;now&quot; | I <3 'ants' \"now\"",
        "one&nbsp;two | one two",
        "&unknown; &#xD800; &#9999999; | &unknown; &#xD800; &#9999999;",
        "100 % | 100 %",
        "蚂蚁 \ud83d\udc1c | 蚂蚁 \ud83d\udc1c"
    })
    void textIsPlain(String text, String plain) {
        assertThat(read("1\n00:00:01,000 --> 00:00:02,000\n" + text).lines().getFirst().transcript()).isEqualTo(plain);
    }

    @Test
    void aFileHasAtMostTwoMebibytes() {
        assertThatExceptionOfType(SubtitlesUnreadable.class)
                .isThrownBy(() -> Subtitles.read("dQw4w9WgX-_", new byte[Subtitles.MAX_BYTES + 1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\n ", " ", "<", "<a", "{\\", "&", "&#", "-->", "-->\n", "0", "00:00:01,000 --> "})
    void aFileIsReadQuicklyHoweverItIsMadeUp(String piece) {
        var repeated = piece.repeat(1_000_000 / piece.length());
        var text = "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n" + repeated;
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(text)).lines()).isNotEmpty();
    }

    @RepeatedTest(200)
    void neverFailsOtherwiseAndNeverMakesUpALine(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var pieces = new String[] {
            "\n", "\r\n", "\n\n", "1", "00:00:01,000", " --> ", "-->", "00:00:00.5", "text", "<i>", "</", "&#0;", "{\\", "\uFEFF", " "
        };
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        var file = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        var lines = new ArrayList<TranscriptLine>();
        try {
            lines.addAll(Subtitles.read("dQw4w9WgX-_", file).lines());
        } catch (SubtitlesUnreadable refusal) {
            assertThat(refusal.code()).isEqualTo("subtitles-unreadable");
        }
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.start()).isBetween(0.0, line.end());
            assertThat(line.transcript()).isNotBlank();
        });
    }

    private static Subtitles read(String text) {
        return Subtitles.read("dQw4w9WgX-_", text.getBytes(StandardCharsets.UTF_8));
    }
}
