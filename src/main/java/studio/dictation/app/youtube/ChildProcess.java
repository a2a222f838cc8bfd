package studio.dictation.app.youtube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that runs once, without a shell, with what it is given and nothing else, and not for longer than allowed. */
final class ChildProcess {
    private static final int MAX_OUTPUT_BYTES = 8 << 20;
    private static final int KEPT_ERROR_BYTES = 8 << 10;
    private static final int CHUNK_BYTES = 8 << 10;
    /** What a program wrote before it ended is there at once; longer only takes what it left behind. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private ChildProcess() {}

    /**
     * How a program ended.
     *
     * @param exit   its exit code
     * @param output all that it wrote
     * @param errors the end of what it wrote of errors
     */
    record Ended(int exit, String output, String errors) {}

    /** A program that was ended because it wrote too much. */
    static final class TooMuchOutput extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuchOutput() {
            super("wrote more than %,d bytes".formatted(MAX_OUTPUT_BYTES));
        }
    }

    /**
     * Runs a program; when this returns it has ended, with all that it started.
     *
     * @throws TooMuchOutput    when it was ended because it wrote too much
     * @throws TimeoutException when it was ended because it took too long
     * @throws IOException      when it can't be started
     */
    static Ended run(List<String> command, Path directory, Map<String, String> environment, Duration atMost)
            throws IOException, TimeoutException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var output = aside(() -> bounded(process.getInputStream(), process));
            var errors = aside(() -> end(process.getErrorStream()));
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("took longer than %,d ms".formatted(atMost.toMillis()));
            }
            return new Ended(process.exitValue(), read(output), read(errors));
        } finally {
            end(process);
        }
    }

    private static CompletableFuture<byte[]> aside(Callable<byte[]> reading) {
        var read = new CompletableFuture<byte[]>();
        Thread.ofVirtual().start(() -> {
            try {
                read.complete(reading.call());
            } catch (Exception failed) {
                read.completeExceptionally(failed);
            }
        });
        return read;
    }

    private static String read(CompletableFuture<byte[]> reading) throws IOException, TimeoutException, InterruptedException {
        try {
            return new String(reading.get(AFTER_THE_END.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        }
    }

    private static byte[] bounded(InputStream output, Process process) throws IOException {
        var bytes = output.readNBytes(MAX_OUTPUT_BYTES);
        if (output.read() >= 0) {
            end(process);
            throw new TooMuchOutput();
        }
        return bytes;
    }

    private static byte[] end(InputStream errors) throws IOException {
        var kept = new byte[0];
        var chunk = new byte[CHUNK_BYTES];
        int count;
        while ((count = errors.read(chunk)) >= 0) {
            var all = Arrays.copyOf(kept, kept.length + count);
            System.arraycopy(chunk, 0, all, kept.length, count);
            kept = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT_ERROR_BYTES), all.length);
        }
        return kept;
    }

    /** All are known before the first one ends: they are found through parents that live. */
    private static void end(Process process) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
