package studio.dictation.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationTableTest {
    @Test
    void theReadmeListsExactlyTheSettingsOfTheCode() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var section = readme.substring(readme.indexOf("\n## Configuration\n") + 1);
        var table = section.lines().filter(line -> line.startsWith("| `")).takeWhile(line -> !line.startsWith("## "));
        assertThat(table).containsExactlyElementsOf(Arrays.stream(Setting.values()).map(this::row).toList());
    }

    private String row(Setting setting) {
        return "| `%s` | %s | %s | %s |".formatted(
                setting, setting.shownDefault().replace("*", "\\*"), setting.secret() ? "yes" : "", setting.meaning());
    }
}
