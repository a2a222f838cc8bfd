package studio.dictation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of the embedded servers, unpacked once for all services that the tests of a JVM start: it takes seconds. */
public final class UnpackedServers {
    private UnpackedServers() {}

    /** Makes a data directory use them; it is created if need be. */
    public static void shareWith(Path dataDir) {
        try {
            // Two at once would spoil what the other unpacks.
            var unpacked = Files.createDirectories(
                    Path.of("target", "embedded-servers-" + System.getProperty("test.jvm", "jvm-1")).toAbsolutePath());
            if (!Files.exists(Files.createDirectories(dataDir).resolve("bin"))) {
                Files.createSymbolicLink(dataDir.resolve("bin"), unpacked);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("No folder for the embedded servers", unusable);
        }
    }
}
