package studio.dictation.app.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import studio.dictation.app.settings.StartRefused;

/** Makes one process the only user of a data directory. The system gives the lock back when the process ends, however it ends. */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
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
            var channel = FileChannel.open(dataDirectory.resolve("lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw taken(dataDirectory, " (process " + content(channel) + ")");
                }
                channel.truncate(0).write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return new DataLock(channel);
            } catch (OverlappingFileLockException inThisProcess) {
                throw taken(dataDirectory, " in this process");
            } catch (StartRefused refused) {
                channel.close();
                throw refused;
            }
        } catch (IOException unusable) {
            throw new StartRefused("The data directory " + dataDirectory + " cannot be used: " + unusable
                    + "; DATA_DIR names another one", unusable);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
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
