package studio.dictation.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.dictation.app.nodes.Server;

import static org.assertj.core.api.Assertions.assertThat;

/** A file system in memory whose quota can be taken away and given back. It needs the right to mount. */
final class Disk implements AutoCloseable {
    private static final String LARGE = "2g";
    private static final long LEAST_ROOM = 64;
    private static final long MOST_ROOM = 16 << 10;

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one in an empty folder. */
    static Disk mounted(Path folder) {
        Server.run("mount", "-t", "tmpfs", "-o", "size=" + LARGE, "faults", folder.toString());
        return new Disk(folder);
    }

    /** Leaves next to no room beyond what is used. */
    void fill() {
        try {
            FileStore store = Files.getFileStore(folder);
            // What is used grows until the quota holds, and one below it is refused.
            for (long room = LEAST_ROOM; ; room *= 2) {
                long used = store.getTotalSpace() - store.getUnallocatedSpace();
                var resized = Server.attempt(resizing((used >> 10) + room + "k"));
                if (resized.isEmpty()) {
                    return;
                }
                assertThat(room).as(resized).isLessThan(MOST_ROOM);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void empty() {
        Server.run(resizing(LARGE));
    }

    @Override
    public void close() {
        Server.run("umount", "--lazy", folder.toString());
    }

    private String[] resizing(String size) {
        return new String[] {"mount", "-o", "remount,size=" + size, folder.toString()};
    }
}
