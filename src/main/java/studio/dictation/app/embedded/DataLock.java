package studio.dictation.app.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import studio.dictation.app.settings.StartRefused;

/** Makes one process the only user of a data directory. The system gives the lock back when the process ends, however it ends. */
final class DataLock implements AutoCloseable {
    /** In one process a second lock of the same file must not even be tried: closing it would release the first. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Creates the directory if needed and locks it.
     *
     * @throws StartRefused if another process has it, or it cannot be written
     */
    static DataLock of(Path dataDirectory) {
        try {
            Files.createDirectories(dataDirectory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var directory = dataDirectory.toRealPath();
            if (!HELD_HERE.add(directory)) {
                throw taken(directory, " in this process");
            }
            try {
                return lock(directory);
            } catch (IOException | StartRefused failed) {
                HELD_HERE.remove(directory);
                throw failed;
            }
        } catch (IOException unusable) {
            throw new StartRefused("The data directory " + dataDirectory + " cannot be used: " + unusable
                    + "; DATA_DIR names another one", unusable);
        }
    }

    private static DataLock lock(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve("lock"),
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            try (channel) {
                throw taken(directory, " (process " + content(channel) + ")");
            }
        }
        channel.truncate(0).write(ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new DataLock(directory, channel);
    }

    /** The directory with links resolved. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }

    private static StartRefused taken(Path dataDirectory, String by) {
        return new StartRefused("Another copy" + by + " is running on the data directory " + dataDirectory
                + ": stop it, or set DATA_DIR to another folder");
    }

    private static String content(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    }
}
