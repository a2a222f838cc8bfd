package studio.dictation.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.dictation.app.nodes.Server;

/** A file system in memory whose quota can be taken away and given back. It needs the right to mount. */
final class Disk implements AutoCloseable {
    private static final String LARGE = "2g";

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one in an empty folder. */
    static Disk mounted(Path folder) {
        Server.run("mount", "-t", "tmpfs", "-o", "size=" + LARGE, "faults", folder.toString());
        return new Disk(folder);
    }

    /** Leaves no room beyond what is used, but for a page or two. */
    void fill() {
        try {
            FileStore store = Files.getFileStore(folder);
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            resize((used >> 10) + 64 + "k");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void empty() {
        resize(LARGE);
    }

    @Override
    public void close() {
        Server.run("umount", "--lazy", folder.toString());
    }

    private void resize(String size) {
        Server.run("mount", "-o", "remount,size=" + size, folder.toString());
    }
}
