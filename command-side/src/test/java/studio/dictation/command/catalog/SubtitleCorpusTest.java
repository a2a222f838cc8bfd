package studio.dictation.command.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.events.catalog.TranscriptLine;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Files as people upload them, each beside what is read from it or why it is refused. */
class SubtitleCorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/srt");
    private static final String VIDEO = "dQw4w9WgX-_";

    record Expected(@Nullable Integer skippedBlocks, @Nullable List<TranscriptLine> lines, @Nullable String error) {}

    static List<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".srt"))
                    .map(name -> name.replace(".srt", "")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReadAsExpected(String name) throws IOException {
        var file = Files.readAllBytes(FOLDER.resolve(name + ".srt"));
        var expected = JsonMapper.shared().readValue(FOLDER.resolve(name + ".json").toFile(), Expected.class);
        if (expected.error() != null) {
            assertThatExceptionOfType(SubtitlesUnreadable.class).isThrownBy(() -> Subtitles.read(VIDEO, file))
                    .withMessage(expected.error());
            return;
        }
        var read = Subtitles.read(VIDEO, file);
        assertThat(read.lines()).isEqualTo(expected.lines());
        assertThat(read.skippedBlocks()).isEqualTo(expected.skippedBlocks());
        assertThat(read.text()).doesNotContain("\r").doesNotStartWith("\uFEFF");
    }

    @Test
    void isLargeEnoughAndComplete() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(25);
        try (var files = Files.list(FOLDER)) {
            assertThat(files).hasSize(2 * names().size());
        }
    }
}
