package studio.dictation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents name is there. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]+)(#[^)\\s]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w*[a-z](?:Test|IT|E2E))`");
    private static final Pattern PROGRAM = Pattern.compile("(?<![\\w/-])(?:\\./)?((?:bin|bench|\\.ci)/[a-z-]+|mvnw)(?![\\w/.])");

    static List<Path> documents() {
        return files(ROOT).filter(file -> file.toString().endsWith(".md")).toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linkToFilesThatExist(Path document) {
        assertThat(named(document, LINK).filter(link -> !link.matches("https?:.*")))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nameTestsThatExist(Path document) {
        var tests = files(ROOT).map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        assertThat(named(document, TEST)).allSatisfy(test -> assertThat(tests).contains(test + ".java"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void callProgramsThatExist(Path document) {
        assertThat(named(document, PROGRAM)).allSatisfy(program -> assertThat(ROOT.resolve(program)).isExecutable());
    }

    private static Stream<String> named(Path document, Pattern what) {
        try {
            return what.matcher(Files.readString(document)).results().map((MatchResult found) -> found.group(1)).distinct();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All files but those that are made, or that running the service leaves behind. */
    private static Stream<Path> files(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.toList().stream()
                    .filter(entry -> !List.of("target", "data", ".git").contains(entry.getFileName().toString()))
                    .flatMap(entry -> Files.isDirectory(entry) ? files(entry) : Stream.of(entry));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
