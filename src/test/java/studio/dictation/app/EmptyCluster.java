package studio.dictation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.dictation.app.embedded.EmbeddedStores;
import studio.dictation.app.nodes.Server;

/** A PostgreSQL's data directory that nothing was written to yet, made once in a JVM: that takes ten times as long as copying it. */
public final class EmptyCluster {
    private EmptyCluster() {}

    /** Has a data directory begin with it, unless it has one; with the servers' programs, too. */
    public static void copyTo(Path dataDir) {
        UnpackedServers.shareWith(dataDir);
        if (!Files.exists(dataDir.resolve("postgres"))) {
            Server.run("cp", "-a", Made.FOLDER.resolve("secrets").toString(), Made.FOLDER.resolve("postgres").toString(), dataDir.toString());
        }
    }

    private static final class Made {
        static final Path FOLDER = make();

        private static Path make() {
            try {
                var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "empty-");
                UnpackedServers.shareWith(folder);
                try (var stores = EmbeddedStores.start(folder)) {
                    // They are there when they can be reached.
                    stores.addresses();
                }
                return folder;
            } catch (IOException unusable) {
                throw new UncheckedIOException("No folder for an empty cluster", unusable);
            }
        }
    }
}
