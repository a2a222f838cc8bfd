package studio.dictation.app.youtube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * A script in the place of yt-dlp, in a folder of its own.
 *
 * @param folder where it lies and leaves its notes
 */
public record StandIn(Path folder) {
    private static final String NAME = "yt-dlp";

    /** The one that all services of the tests use. */
    public static Path program() {
        return Shared.STAND_IN.path();
    }

    static StandIn create() {
        try (var script = Objects.requireNonNull(StandIn.class.getResourceAsStream("/yt-dlp/yt-dlp"))) {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "yt-dlp-");
            var program = folder.resolve(NAME);
            Files.copy(script, program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return new StandIn(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    Path path() {
        return folder.resolve(NAME);
    }

    /** How it was called, each argument in brackets. */
    List<String> calls() {
        return Files.exists(folder.resolve("calls")) ? note("calls").lines().toList() : List.of();
    }

    /** What it noted under a name. */
    String note(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static final class Shared {
        static final StandIn STAND_IN = create();
    }
}
