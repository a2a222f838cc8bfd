package studio.dictation.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WalkThroughE2E {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final String ANSWER = "# ";
    private static final String ADDRESS = "http://localhost:5000";
    private static final String PASSWORD = "data/secrets/admin-password";

    @Test
    void whatTheReadmeShowsIsWhatHappens(@TempDir Path folder) throws IOException, InterruptedException {
        var readme = Files.readString(Path.of("..", "README.md"));
        var walk = readme.substring(readme.indexOf("\n## Walk through\n"), readme.indexOf("\n### What lies in the stores\n"));
        var script = BLOCK.matcher(walk).results().map(block -> block.group(1)).collect(Collectors.joining());
        var answers = script.lines().filter(line -> line.startsWith(ANSWER)).map(line -> line.substring(ANSWER.length()));
        var password = Files.writeString(folder.resolve("admin-password"), RunningService.ADMIN_PASSWORD);

        var shown = run(folder.resolve("output"), script
                .replace(ADDRESS, RunningService.shared().http().base().toString())
                .replace(PASSWORD, password.toString()));

        var expected = answers.map(WalkThroughE2E::pattern).collect(Collectors.joining());
        assertThat(script).contains("curl", ADDRESS, PASSWORD);
        assertThat(shown).matches(Pattern.compile(expected));
    }

    /** The text as it stands, but for what is left out of it. */
    private static String pattern(String answer) {
        return Pattern.quote(answer).replace("…", "\\E.*?\\Q");
    }

    private static String run(Path output, String script) throws IOException, InterruptedException {
        var bash = new ProcessBuilder("bash", "-euc", script).directory(Path.of("..").toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(bash.waitFor()).as("See %s", output).isZero();
        return Files.readString(output);
    }
}
